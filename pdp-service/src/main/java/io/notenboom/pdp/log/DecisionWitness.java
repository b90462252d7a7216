// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.Question;

/** Is told of every decision after it was logged, and of those that could not be. Changes nothing about them. Thread-safe. */
public interface DecisionWitness {

    /** Nobody. */
    DecisionWitness NOBODY = new DecisionWitness() {
        @Override
        public void decided(String id, Question question, Decision decision) {}

        @Override
        public void notLogged(RuntimeException failure) {}
    };

    /** A decision that is in the log. Throws nothing. */
    void decided(String id, Question question, Decision decision);

    /** A decision could not be logged, so nobody was given it. Throws nothing. */
    void notLogged(RuntimeException failure);
}
