// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.revocation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.outbound.OutboundOutcome;
import io.notenboom.kit.outbound.OutboundRequest;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.RevocationList;
import io.notenboom.trust.x509.RevocationPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The newest known revocation lists of some CAs. Fetched through the guarded client well before they end, verified, and kept
 * on disk, so that a restart forgets no revocation. A list with a lower number than a known one is refused: an old list would
 * bring revoked certificates back. Safe for many threads.
 */
public final class RevocationLists implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RevocationLists.class);
    private static final Duration LOOK = Duration.ofSeconds(15);
    private static final int MAX_AUTHORITIES = 256;

    private final Function<URI, OutboundOutcome> fetch;
    private final Path folder;
    private final InstantSource clock;
    private final Duration every;
    private final Map<String, WatchedList> watched = new ConcurrentHashMap<>();
    private final List<Consumer<X509Certificate>> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch stopRequested = new CountDownLatch(1);

    /**
     * Fetches nothing before {@link #start}.
     *
     * @param folder where lists are kept; made if it is missing
     */
    public RevocationLists(GuardedHttpClient http, Path folder, InstantSource clock) {
        this(http, folder, clock, WatchedList.OFTEN);
    }

    /**
     * Fetches nothing before {@link #start}.
     *
     * @param folder where lists are kept; made if it is missing
     * @param every how often a list is asked for; 30 seconds at least
     */
    public RevocationLists(GuardedHttpClient http, Path folder, InstantSource clock, Duration every) {
        this(url -> http.send(OutboundRequest.get(url).accept("application/pkix-crl")), folder, clock, every);
    }

    RevocationLists(Function<URI, OutboundOutcome> fetch, Path folder, InstantSource clock) {
        this(fetch, folder, clock, WatchedList.OFTEN);
    }

    RevocationLists(Function<URI, OutboundOutcome> fetch, Path folder, InstantSource clock, Duration every) {
        this.fetch = fetch;
        this.folder = folder;
        this.clock = clock;
        this.every = every;
    }

    /**
     * Knows the list of a CA from now on: at once what is on disk, soon what its URL has. Watching a CA again changes its URL.
     *
     * @throws IllegalStateException if there are too many CAs
     */
    public void watch(X509Certificate authority, URI url) {
        String id = Fingerprints.x5tS256(authority);
        if (watched.size() >= MAX_AUTHORITIES && !watched.containsKey(id)) {
            throw new IllegalStateException("revocation lists of at most " + MAX_AUTHORITIES + " CAs are watched");
        }
        watched.compute(id, (known, before) -> {
            WatchedList list = before == null
                    ? WatchedList.open(
                            authority, url, new ListFile(folder.resolve(id + ".crl")), clock.instant(), every)
                    : before;
            list.moveTo(url);
            return list;
        });
    }

    /** Tells whenever a newer list of a CA is known, so that connections can be judged again. */
    public void listen(Consumer<X509Certificate> listener) {
        listeners.add(listener);
    }

    /** Begins to fetch what is due, every 15 seconds; on a thread of its own. */
    public void start() {
        Thread.ofVirtual().name("revocation-lists").start(() -> {
            try {
                do {
                    refresh();
                } while (!stopRequested.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Fetches the lists that are due now; blocks. */
    public void refresh() {
        for (WatchedList list : watched.values()) {
            if (stopRequested.getCount() == 0) {
                return;
            }
            try {
                if (list.refresh(fetch, clock)) {
                    listeners.forEach(listener -> listener.accept(list.authority()));
                }
            } catch (RuntimeException failure) {
                LOG.error("a revocation list could not be refreshed", failure);
            }
        }
    }

    /** The newest known list of a CA; empty if none is known, or the CA is not watched. It may have ended. */
    public Optional<RevocationList> of(X509Certificate authority) {
        return Optional.ofNullable(watched.get(Fingerprints.x5tS256(authority))).flatMap(WatchedList::newest);
    }

    /**
     * Judges a certificate by the list of its issuer.
     *
     * @param authority who issued it
     */
    @CheckReturnValue
    public RevocationPolicy.Verdict judge(
            X509Certificate certificate, X509Certificate authority, RevocationPolicy policy) {
        return policy.judge(certificate, of(authority), clock.instant());
    }

    /** Fetches no more. */
    @Override
    public void close() {
        stopRequested.countDown();
    }
}
