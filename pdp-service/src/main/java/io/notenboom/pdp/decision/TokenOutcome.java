// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import com.google.errorprone.annotations.CheckReturnValue;

/** What the authorization server says of the access token. */
@CheckReturnValue
public sealed interface TokenOutcome {

    /** Nobody asked, because an earlier check failed or no token was presented. */
    record NotAsked() implements TokenOutcome {}

    /** Unknown, expired or revoked. */
    record Inactive() implements TokenOutcome {}

    /** Active, with these claims. */
    record Active(AccessToken token) implements TokenOutcome {}

    /** The authorization server could not be asked. */
    record Unavailable() implements TokenOutcome {}
}
