// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import io.notenboom.pdp.flow.CompositionKind;
import io.notenboom.pdp.task.TaskState;

/** What a transfer starts with. */
public enum TransferKind {
    /** Advance notice: asks for a place. */
    NOTICE("notice", CompositionKind.ADVANCE_NOTICE, TaskState.REQUESTED, "721915006"),
    /** Nursing handoff: the patient comes. */
    HANDOFF("handoff", CompositionKind.NURSING_HANDOFF, TaskState.IN_PROGRESS, "11171000146100");

    private final String wireName;
    private final CompositionKind composition;
    private final TaskState start;
    private final String inputCode;

    TransferKind(String wireName, CompositionKind composition, TaskState start, String inputCode) {
        this.wireName = wireName;
        this.composition = composition;
        this.start = start;
        this.inputCode = inputCode;
    }

    /** The name in the API. */
    public String wireName() {
        return wireName;
    }

    /** The kind of Composition it opens. */
    public CompositionKind composition() {
        return composition;
    }

    /** The first state of its Task. */
    public TaskState start() {
        return start;
    }

    /** SNOMED CT code of the Task input that names the Composition. */
    public String inputCode() {
        return inputCode;
    }
}
