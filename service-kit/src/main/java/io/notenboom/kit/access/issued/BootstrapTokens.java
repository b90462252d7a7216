// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import io.notenboom.kit.access.Identity;
import io.notenboom.kit.access.Scopes;
import io.notenboom.kit.access.TokenHash;
import io.notenboom.kit.access.TokenScheme;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.secret.Secret;
import java.util.Optional;
import java.util.Set;

/** Knows the bootstrap token, which can do nothing but make the first API token. */
public final class BootstrapTokens implements TokenScheme {

    /** Id of whoever has the bootstrap token. */
    static final String ID = "bootstrap";

    private final IssuedTokenStore store;

    /** Knows the bootstrap token of this store. */
    public BootstrapTokens(IssuedTokenStore store) {
        this.store = store;
    }

    @Override
    public int order() {
        return 300;
    }

    @Override
    public Finding find(Secret token) {
        if (!token.reveal().startsWith(TokenSecrets.BOOTSTRAP_PREFIX)) {
            return new Finding.Unknown();
        }
        try {
            return store.isBootstrap(TokenHash.of(token.reveal()))
                    ? new Finding.Known(new Identity(ID, Set.of(Scopes.BOOTSTRAP), Optional.empty(), Optional.empty()))
                    : new Finding.Refused(
                            "The bootstrap token was used or has expired. Start the service again: it prints"
                                    + " another one as long as the node has no API token.");
        } catch (RuntimeException away) {
            throw new ProblemException(
                    EdgeProblem.UNAVAILABLE, "The bootstrap token cannot be checked at present.", away);
        }
    }
}
