// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;

/** Takes an AuthZEN evaluations request to a decision point. */
@FunctionalInterface
public interface DecisionPoint {

    /**
     * Asks, for 10 seconds at most.
     *
     * @throws Unavailable when there is no usable answer
     */
    @CheckReturnValue
    JsonNode evaluations(ObjectNode question) throws Unavailable;

    /** There is no usable answer. */
    final class Unavailable extends Exception {

        private static final long serialVersionUID = 1L;

        /** @param message for the node's own log */
        public Unavailable(String message) {
            super(message);
        }
    }
}
