// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.CustodyUnavailableException;
import io.notenboom.vault.http.Deadline;
import io.notenboom.vault.http.VaultAnswer;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultHttp;
import io.notenboom.vault.http.VaultRefusedException;
import io.notenboom.vault.http.VaultServer;
import io.notenboom.vault.login.VaultLogin;
import io.notenboom.vault.login.VaultSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * One identity at a Vault: calls with its token, repeated once where that is safe, and refused at once for a moment when the
 * Vault failed several times in a row. Safe for many threads; logs in at the first call.
 */
public final class VaultClient implements AutoCloseable {

    /** How long a piece of work may take, with a login and a repetition in it. */
    public static final Duration BOUND = Duration.ofMillis(4_800);

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration WORTH_REPEATING = Duration.ofMillis(500);

    private final VaultSession session;
    private final CircuitBreaker breaker;

    private VaultClient(VaultSession session, InstantSource clock) {
        this.session = session;
        this.breaker = new CircuitBreaker(clock);
    }

    /**
     * A client of a Vault.
     *
     * @param clock for the life of tokens
     * @throws CustodyException if the bundle of authorities cannot be read
     */
    public static VaultClient of(VaultServer server, VaultLogin login, InstantSource clock) {
        return new VaultClient(new VaultSession(new VaultHttp(server), login, clock), clock);
    }

    /** From now until the bound of a piece of work. */
    static Deadline deadline() {
        return Deadline.in(BOUND);
    }

    /**
     * Makes a call within the usual bound.
     *
     * @throws CustodyUnavailableException if the Vault cannot be used at present
     * @throws VaultRefusedException if the Vault refuses
     * @throws CustodyException if the Vault does not let us in
     */
    public VaultAnswer call(VaultCall call) {
        return call(call, deadline());
    }

    VaultAnswer call(VaultCall call, Deadline deadline) {
        return breaker.run(() -> {
            try {
                return session.call(call, deadline);
            } catch (CustodyUnavailableException unavailable) {
                if (!call.isRepeatable() || !deadline.leaves(WORTH_REPEATING)) {
                    throw unavailable;
                }
                pause(unavailable);
                return session.call(call, deadline);
            }
        });
    }

    private static void pause(CustodyUnavailableException unavailable) {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unavailable;
        }
    }

    /** Renews the token when it is time; to be called every few seconds. Never throws. */
    public void maintain() {
        try {
            session.maintain(deadline());
        } catch (CustodyException failure) {
            System.getLogger(VaultClient.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "the login at the Vault was not renewed: {0}",
                            failure.getMessage());
        }
    }

    /**
     * Returns when the Vault answers and takes our token.
     *
     * @throws CustodyException if not; says why
     */
    public void check() {
        var unused = call(VaultCall.read("auth/token/lookup-self"));
    }

    CircuitBreaker.State breaker() {
        return breaker.state();
    }

    /** The Vault that it calls. */
    public VaultServer server() {
        return session.server();
    }

    /** Gives the token back and closes the connections. */
    @Override
    public void close() {
        session.close();
    }
}
