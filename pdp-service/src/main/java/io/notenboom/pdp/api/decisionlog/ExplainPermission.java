// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.decisionlog;

import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.Scopes;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;

/** Who may see what decisions were made of: more than their outcome, and so a scope of its own. */
public final class ExplainPermission {

    /** The scope. */
    public static final String SCOPE = "pdp:explain";

    private ExplainPermission() {}

    /** Whether the caller has it. */
    public static boolean has(Caller caller) {
        return caller.scopes().contains(SCOPE) || caller.scopes().contains(Scopes.ADMIN);
    }

    /** Refuses whoever has it not. */
    public static void require(Caller caller) {
        if (!has(caller)) {
            throw new ProblemException(
                    EdgeProblem.MISSING_SCOPE, "explain=true needs an API token with scope " + SCOPE + " as well.");
        }
    }
}
