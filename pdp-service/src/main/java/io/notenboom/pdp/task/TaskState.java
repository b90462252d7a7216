// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.task;

import java.util.Optional;

/** The states of an eOverdracht Task (Nictiz profile {@code eOverdracht-Task}); other FHIR states are not used. */
public enum TaskState {
    /** The sender asks for a place (advance notice). */
    REQUESTED("requested"),
    /** The receiver saw the request. */
    RECEIVED("received"),
    /** The receiver has a place. */
    ACCEPTED("accepted"),
    /** The receiver proposes another date. */
    ON_HOLD("on-hold"),
    /** The receiver has no place; end state. */
    REJECTED("rejected"),
    /** The handoff runs. */
    IN_PROGRESS("in-progress"),
    /** The patient was handed over; end state. */
    COMPLETED("completed"),
    /** The transfer was called off; end state. */
    CANCELLED("cancelled");

    private final String wireName;

    TaskState(String wireName) {
        this.wireName = wireName;
    }

    /** The FHIR code. */
    public String wireName() {
        return wireName;
    }

    /** Whether nothing follows this state. */
    public boolean ended() {
        return this == REJECTED || this == COMPLETED || this == CANCELLED;
    }

    /** The state of a FHIR code; empty for codes that eOverdracht does not use. */
    public static Optional<TaskState> of(String wireName) {
        for (TaskState state : values()) {
            if (state.wireName.equals(wireName)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
