// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token.scope;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Set;

/**
 * Decides which scopes a client gets where a policy leaves that to a decision point ({@code "scope_policy":"dynamic"}).
 * Answers within 10 seconds. Safe for many threads.
 */
@FunctionalInterface
public interface ScopeDecisions {

    /** Decides on every scope of the question. Never throws for what the decision point does or does not. */
    Decision decide(ScopeQuestion question);

    /** No decision point: nothing is ever granted. */
    static ScopeDecisions none() {
        return question -> new Decision.Unavailable("no policy decision point is configured");
    }

    /** What came of a question. */
    @CheckReturnValue
    sealed interface Decision {

        /**
         * The decision point decided on each scope.
         *
         * @param granted those that the client may have; only scopes of the question count
         */
        record Decided(Set<String> granted) implements Decision {

            /** Copies the set. */
            public Decided {
                granted = Set.copyOf(granted);
            }
        }

        /**
         * There is no decision on all of them; none is granted then.
         *
         * @param cause why, for the node's own log
         */
        record Unavailable(String cause) implements Decision {}
    }
}
