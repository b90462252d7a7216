// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.registry.projection.EventVerdict;
import java.util.List;

/** Outcomes that the writers share. */
final class IssueOutcomes {

    private IssueOutcomes() {}

    /** An event that was in the log before. */
    static IssueOutcome existing(String subject, EventVerdict event) {
        return new IssueOutcome.Issued(
                subject,
                List.of(new IssuedEvent(
                        event.id(), event.header().sequence(), event.payload().type())),
                false);
    }

    /** The same outcome with another subject, if events are in the log. */
    static IssueOutcome named(String subject, IssueOutcome outcome) {
        return outcome instanceof IssueOutcome.Issued issued
                ? new IssueOutcome.Issued(subject, issued.events(), issued.isNew())
                : outcome;
    }
}
