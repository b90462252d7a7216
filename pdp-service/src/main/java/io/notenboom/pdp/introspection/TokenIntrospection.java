// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.introspection;

import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.trust.secret.Secret;

/** Asks what an access token is worth. Never throws: what cannot be asked is {@link TokenOutcome.Unavailable}. */
@FunctionalInterface
public interface TokenIntrospection {

    /**
     * What the authorization server of a subject knows of the token now, or knew at most 10 seconds ago.
     *
     * @param subject the subject whose authorization server is asked
     */
    TokenOutcome introspect(String subject, Secret token);
}
