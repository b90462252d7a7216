// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

import java.util.List;
import java.util.function.Predicate;

/**
 * What answers AuthZEN questions. A search asks it about each candidate, so that a search never finds what an evaluation would
 * deny. Safe for many threads.
 */
public interface AccessPolicy {

    /**
     * Answers a question, and records the decision where decisions are recorded.
     *
     * @param subjects which of the node's subjects the caller may ask about
     */
    Answer evaluate(AccessQuestion question, Predicate<String> subjects);

    /** Whether {@link #evaluate} would permit; opens nothing and records nothing. */
    boolean wouldPermit(AccessQuestion question, Predicate<String> subjects);

    /**
     * What may be a result of a search: ids of subjects or resources of the type asked for, or names of actions. Distinct, and in
     * the same order each time.
     */
    List<String> candidates(Searched searched, AccessQuestion question, Predicate<String> subjects);

    /**
     * An answer.
     *
     * @param reason a word for the asker
     * @param decisionId empty when the question was no access decision
     * @param requestHash hash of the canonical request; empty when there is none
     */
    record Answer(boolean decision, String reason, String decisionId, String requestHash) {

        /** One that was no access decision. */
        public static Answer of(boolean decision, String reason) {
            return new Answer(decision, reason, "", "");
        }
    }
}
