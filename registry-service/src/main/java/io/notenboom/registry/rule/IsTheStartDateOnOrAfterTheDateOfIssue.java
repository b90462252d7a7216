// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import java.time.Instant;

/** Seed: "Is the start date on or after the date of issue of the event?" The local clock has no say in it. */
public final class IsTheStartDateOnOrAfterTheDateOfIssue {

    /** Compares the two dates of the event itself. */
    public Verdict answer(Instant start, Instant issuedAt) {
        return Verdict.of(
                !start.isBefore(issuedAt), getClass(), "the start date lies before the date of issue of the event");
    }
}
