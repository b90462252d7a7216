// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import java.util.Optional;

/** The two Compositions of eOverdracht. */
public enum CompositionKind {
    /** Advance notice with an anonymised patient. */
    ADVANCE_NOTICE("advanceNotice"),
    /** Nursing handoff. */
    NURSING_HANDOFF("nursingHandoff");

    private final String wireName;

    CompositionKind(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the API and in profiles. */
    public String wireName() {
        return wireName;
    }

    /** The kind of a name. */
    public static Optional<CompositionKind> of(String wireName) {
        for (CompositionKind kind : values()) {
            if (kind.wireName.equals(wireName)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
