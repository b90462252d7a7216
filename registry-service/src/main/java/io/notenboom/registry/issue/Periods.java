// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.registry.rule.IsTheEndDateAfterTheStartDate;
import io.notenboom.registry.rule.IsTheStartDateOnOrAfterTheDateOfIssue;
import io.notenboom.registry.rule.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the questions about the dates of a wish before anything is made for it. */
final class Periods {

    private Periods() {}

    /** Judges the period of a contract or an endpoint; a null end is no end. */
    static Verdict judge(Instant start, @Nullable Instant end, Instant issuedAt) {
        return Verdict.all(List.of(
                () -> new IsTheStartDateOnOrAfterTheDateOfIssue().answer(start, issuedAt),
                () -> new IsTheEndDateAfterTheStartDate().answer(start, end)));
    }
}
