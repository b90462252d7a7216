// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.request.RequestGrammar;
import java.util.Set;

/** What is known of the enforcement point that asks. */
@CheckReturnValue
public sealed interface PepOutcome {

    /**
     * Registered and authenticated.
     *
     * @param subject the customer's subject whose data or inbox that is
     * @param issuers the authorization servers whose tokens count
     * @param audiences the audiences that count, for tokens that name any
     * @param grammar what it may carry, and what its customer chose
     */
    record Authenticated(String subject, Set<String> issuers, Set<String> audiences, RequestGrammar grammar)
            implements PepOutcome {

        public Authenticated {
            issuers = Set.copyOf(issuers);
            audiences = Set.copyOf(audiences);
        }
    }

    /** Not registered, wrong key, or a request that does not name the original one exactly. */
    record Refused(Reason reason) implements PepOutcome {}
}
