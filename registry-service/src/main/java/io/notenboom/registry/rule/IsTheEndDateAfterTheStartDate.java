// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Seed: "Is the end date, if present, chronologically after the start date?" */
public final class IsTheEndDateAfterTheStartDate {

    /** Compares the dates; a missing end passes. */
    public Verdict answer(Instant start, @Nullable Instant end) {
        return Verdict.of(
                end == null || end.isAfter(start), getClass(), "the end date does not lie after the start date");
    }
}
