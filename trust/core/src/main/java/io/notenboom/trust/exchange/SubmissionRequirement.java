// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which descriptors of a definition must be met (Presentation Exchange v2 §4.2).
 *
 * @param rule all of them, or some
 * @param count with PICK, exactly so many, null if not given
 * @param min with PICK, at least so many, null if not given
 * @param max with PICK, at most so many, null if not given
 * @param from the group of descriptors, null if nested
 * @param nested requirements to choose from, empty if a group is given
 */
public record SubmissionRequirement(
        Rule rule,
        @Nullable Integer count,
        @Nullable Integer min,
        @Nullable Integer max,
        @Nullable String from,
        List<SubmissionRequirement> nested) {

    /** Copies the list. */
    public SubmissionRequirement {
        nested = List.copyOf(nested);
    }

    /** How many members must be met, of so many. */
    int required(int members) {
        return switch (rule) {
            case ALL -> members;
            case PICK -> count != null ? count : min != null ? min : 1;
        };
    }

    /** How many members are taken at most. */
    int limit() {
        return switch (rule) {
            case ALL -> Integer.MAX_VALUE;
            case PICK -> count != null ? count : max != null ? max : Integer.MAX_VALUE;
        };
    }

    /** How members are chosen. */
    public enum Rule {
        /** All members. */
        ALL,
        /** The first members that are met, within the bounds. */
        PICK
    }
}
