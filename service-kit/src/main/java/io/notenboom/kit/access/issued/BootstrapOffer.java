// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import io.notenboom.kit.access.TokenHash;
import io.notenboom.trust.secret.Secret;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Tells the operator of a node that nobody can get into how to get in: prints a bootstrap token once, to the console and never
 * to the log.
 */
public final class BootstrapOffer {

    /** How long the bootstrap token is good. */
    public static final Duration LIFE = Duration.ofMinutes(30);

    private static final Logger LOG = Logger.getLogger(BootstrapOffer.class);

    private final IssuedTokenStore store;
    private final InstantSource clock;
    private final PrintStream console;

    /** @param console where the operator looks */
    public BootstrapOffer(IssuedTokenStore store, InstantSource clock, PrintStream console) {
        this.store = store;
        this.clock = clock;
        this.console = console;
    }

    /**
     * Prints a bootstrap token unless there is another way in.
     *
     * @param configured whether the configuration gives somebody access: tokens in a file, keys, operators
     */
    public void offer(boolean configured) {
        if (configured) {
            return;
        }
        try {
            if (store.all().stream().anyMatch(token -> token.secrets().stream()
                    .anyMatch(secret -> clock.instant().isBefore(secret.ends())))) {
                return;
            }
            Secret token = TokenSecrets.bootstrapToken();
            if (store.offerBootstrap(TokenHash.of(token.reveal()), LIFE)) {
                print(token);
            } else {
                LOG.warn("no API token exists, and the bootstrap token that was printed before can still be used");
            }
        } catch (RuntimeException away) {
            LOG.error("whether there are API tokens cannot be told, so no bootstrap token is offered", away);
        }
    }

    private void print(Secret token) {
        console.printf(
                "%nThis node has no API token yet. Make the first one within %d minutes with this bootstrap token, which is"
                        + " good once and is not shown again:%n%n  %s%n%n"
                        + "  POST /auth/v1/bootstrap {\"name\":\"...\"}   (./notenboom token bootstrap)%n%n",
                LIFE.toMinutes(), token.reveal());
        console.flush();
    }
}
