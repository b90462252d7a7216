// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.login;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.CustodyUnavailableException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.vault.http.Deadline;
import io.notenboom.vault.http.VaultAnswer;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultHttp;
import io.notenboom.vault.http.VaultRefusedException;
import io.notenboom.vault.http.VaultServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls with a token that is kept alive: it is renewed when two thirds of its life are over, and got anew when it is gone. One
 * thread logs in at a time, and those who have a living token do not wait for it. Safe for many threads.
 */
public final class VaultSession implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(VaultSession.class.getName());
    private static final Duration RENEW_AGAIN = Duration.ofSeconds(10);
    private static final Duration REFUSED_AGAIN = Duration.ofSeconds(2);

    private final VaultHttp http;
    private final VaultLogin login;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable LoginToken held;
    private volatile Instant renewNotBefore = Instant.MIN;
    private volatile Instant refusedAt = Instant.MIN;
    private volatile @Nullable CustodyException refusal;

    /** Nothing is called before the first use. */
    public VaultSession(VaultHttp http, VaultLogin login, InstantSource clock) {
        this.http = http;
        this.login = login;
        this.clock = clock;
    }

    /** The Vault that it calls. */
    public VaultServer server() {
        return http.server();
    }

    /**
     * Makes a call; logs in before it if need be, and again when the token turns out to be gone.
     *
     * @throws CustodyUnavailableException if the Vault cannot be used at present
     * @throws VaultRefusedException if the Vault refuses the call
     * @throws CustodyException if the Vault does not let us in
     */
    public VaultAnswer call(VaultCall call, Deadline deadline) {
        LoginToken token = token(deadline);
        try {
            return http.send(call, token.token(), deadline);
        } catch (VaultRefusedException refused) {
            if (!refused.isDenied() || isKnown(token, deadline)) {
                throw refused;
            }
            forget(token);
            return http.send(call, token(deadline).token(), deadline);
        }
    }

    /** Renews the token when it is time, so that it does not end while nobody calls; to be called every few seconds. */
    public void maintain(Deadline deadline) {
        LoginToken token = held;
        if (token != null && token.isDueAt(clock.instant())) {
            var unused = token(deadline);
        }
    }

    private boolean isKnown(LoginToken token, Deadline deadline) {
        try {
            return http.send(VaultCall.read("auth/token/lookup-self"), token.token(), deadline)
                    .isFound();
        } catch (VaultRefusedException gone) {
            return false;
        }
    }

    private void forget(LoginToken token) {
        lock.lock();
        try {
            if (token.equals(held)) {
                held = null;
                LOG.log(System.Logger.Level.WARNING, "the token of the Vault is gone, logging in again");
            }
        } finally {
            lock.unlock();
        }
    }

    private LoginToken token(Deadline deadline) {
        LoginToken token = held;
        Instant now = clock.instant();
        if (token != null && token.isAliveAt(now)) {
            boolean due = token.isDueAt(now) && !now.isBefore(renewNotBefore);
            return due && lock.tryLock() ? unlockingAfter(() -> renewed(deadline)) : token;
        }
        try {
            if (!lock.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new CustodyUnavailableException("the login at the Vault takes too long", RENEW_AGAIN);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CustodyUnavailableException("the login at the Vault was not waited for", RENEW_AGAIN);
        }
        return unlockingAfter(() -> loggedIn(deadline));
    }

    private LoginToken unlockingAfter(Supplier<LoginToken> work) {
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. A renewal that fails is tried again later, as long as the token lives. */
    private LoginToken renewed(Deadline deadline) {
        LoginToken token = held;
        Instant now = clock.instant();
        if (token == null || !token.isAliveAt(now)) {
            return loggedIn(deadline);
        }
        if (!token.isDueAt(now)) {
            return token;
        }
        renewNotBefore = now.plus(RENEW_AGAIN);
        try {
            LoginToken longer = token.renewable() ? renew(token, now, deadline) : token;
            // near the end of all renewals a life gets shorter: a new login is due
            held = longer.life().compareTo(token.life().dividedBy(3)) < 0 || !token.renewable()
                    ? login.login(http, now, deadline)
                    : longer;
        } catch (CustodyException failure) {
            LOG.log(System.Logger.Level.WARNING, "the token of the Vault was not renewed: {0}", failure.getMessage());
            if (failure instanceof VaultRefusedException) {
                held = null;
                return loggedIn(deadline);
            }
        }
        LoginToken current = held;
        return current == null ? token : current;
    }

    private LoginToken renew(LoginToken token, Instant now, Deadline deadline) {
        return LoginToken.of(
                http.send(
                                VaultCall.write("auth/token/renew-self", StrictJson.newObject())
                                        .repeated(),
                                token.token(),
                                deadline)
                        .auth(),
                now);
    }

    /** Under the lock. After a refusal nobody asks for two seconds: each caller gets the same answer. */
    private LoginToken loggedIn(Deadline deadline) {
        LoginToken token = held;
        Instant now = clock.instant();
        if (token != null && token.isAliveAt(now)) {
            return token;
        }
        CustodyException earlier = refusal;
        if (earlier != null && !now.isBefore(refusedAt) && now.isBefore(refusedAt.plus(REFUSED_AGAIN))) {
            throw new CustodyException(String.valueOf(earlier.getMessage()), earlier);
        }
        try {
            LoginToken fresh = login.login(http, now, deadline);
            held = fresh;
            refusal = null;
            return fresh;
        } catch (CustodyUnavailableException unavailable) {
            throw unavailable;
        } catch (CustodyException refused) {
            refusal = refused;
            refusedAt = now;
            throw refused;
        }
    }

    /** Gives the token back, if it is one that a login gave, and closes the connections. */
    @Override
    public void close() {
        LoginToken token = held;
        held = null;
        if (token != null && !(login instanceof TokenFileLogin)) {
            try {
                var unused = http.send(
                        VaultCall.write("auth/token/revoke-self", StrictJson.newObject()),
                        token.token(),
                        Deadline.in(Duration.ofSeconds(2)));
            } catch (CustodyException failure) {
                LOG.log(System.Logger.Level.DEBUG, "the token of the Vault was not given back", failure);
            }
        }
        http.close();
    }
}
