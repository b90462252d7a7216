// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.introspection;

import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.trust.secret.Secret;

/** Asks what an access token is worth. Never throws: what cannot be asked is {@link TokenOutcome.Unavailable}. */
@FunctionalInterface
public interface TokenIntrospection {

    /** What is known of the token now, or was at most 10 seconds ago. */
    TokenOutcome introspect(Secret token);
}
