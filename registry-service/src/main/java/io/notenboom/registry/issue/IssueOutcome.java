// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;

/** What became of a wish to issue events. */
@CheckReturnValue
public sealed interface IssueOutcome {

    /**
     * The events are in the log.
     *
     * @param subject id of what they are about: stream, contract or endpoint
     * @param events the events, in order
     * @param isNew whether any was issued now; false when all were there before
     */
    record Issued(String subject, List<IssuedEvent> events, boolean isNew) implements IssueOutcome {

        /** Copies its list. */
        public Issued {
            events = List.copyOf(events);
        }
    }

    /** A validation question was answered with no; nothing was written. */
    record RefusedByRule(String rule, String reason) implements IssueOutcome {}

    /** Something has to be done first; nothing was written. */
    record NotReady(String what) implements IssueOutcome {}

    /** There is no such thing in the own stream. */
    record Unknown(String what) implements IssueOutcome {}

    /** The log did not take the event; the code is that of the log's verdict. */
    record NotTaken(String code) implements IssueOutcome {}
}
