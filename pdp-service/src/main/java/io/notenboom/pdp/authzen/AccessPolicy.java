// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

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

    /**
     * Whether {@link #evaluate} would have permitted when the last {@link #candidates} were asked for, or later; opens nothing and
     * records nothing.
     */
    boolean wouldPermit(AccessQuestion question, Predicate<String> subjects);

    /**
     * What may be a result of a search and lies in a window: ids of subjects or resources of the type asked for, or names of
     * actions. Distinct, in the order of {@link String}. Rests on everything that was acknowledged before.
     *
     * @throws io.notenboom.pdp.flow.FlowStore.FlowStoreException when it cannot be told at present
     */
    List<String> candidates(Searched searched, AccessQuestion question, Predicate<String> subjects, Window window);

    /**
     * A part of all candidates, so that a search takes the same memory however many there are.
     *
     * @param after only what comes later than this; empty for all
     * @param most at most so many, the first of them
     */
    record Window(String after, int most) {

        /** What lies in the window. */
        public List<String> of(Stream<String> candidates) {
            TreeSet<String> first = new TreeSet<>();
            candidates.filter(text -> text.compareTo(after) > 0).forEach(text -> {
                if (first.add(text) && first.size() > most) {
                    first.remove(first.last());
                }
            });
            return List.copyOf(first);
        }
    }

    /**
     * An answer.
     *
     * @param reason a word for the asker
     * @param decisionId empty when the question was no access decision
     * @param requestHash hash of the canonical request; empty when there is none
     * @param obligations what the asker must see to when it lets the request pass
     */
    record Answer(boolean decision, String reason, String decisionId, String requestHash, List<String> obligations) {

        public Answer {
            obligations = List.copyOf(obligations);
        }

        /** One that was no access decision. */
        public static Answer of(boolean decision, String reason) {
            return new Answer(decision, reason, "", "", List.of());
        }
    }
}
