// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.revocation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.kit.outbound.OutboundHttp;
import io.notenboom.kit.outbound.OutboundOutcome;
import io.notenboom.kit.outbound.OutboundRequest;
import io.notenboom.kit.outbound.OutboundResponse;
import io.notenboom.trust.x509.RevocationPolicy;
import io.notenboom.trust.x509.denylist.Denylist;
import io.notenboom.trust.x509.denylist.DenylistEntry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The denylists that this node follows. A certificate on any of them is refused, whatever its chain says, also after the list
 * became too old; what is refused besides when one is too old depends on the trust domain. Safe for many threads.
 */
public final class Denylists implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Denylists.class);
    private static final Duration LOOK = Duration.ofSeconds(15);
    private static final Duration SHORTEST = Duration.ofSeconds(30);

    private final Path folder;
    private final InstantSource clock;
    private final Settings settings;
    private final Map<TrustDomain, RevocationPolicy> policies;
    private final List<WatchedDenylist> watched = new CopyOnWriteArrayList<>();
    private final CountDownLatch stopRequested = new CountDownLatch(1);

    /**
     * What holds for all lists.
     *
     * @param every how often a list is asked for, at least 30 seconds
     * @param maxAge a list that could not be confirmed for longer is too old
     */
    public record Settings(Duration every, Duration maxAge) {

        /** @throws IllegalArgumentException if lists would be asked for too often */
        public Settings {
            if (every.compareTo(SHORTEST) < 0 || maxAge.compareTo(every) < 0) {
                throw new IllegalArgumentException(
                        "notenboom.denylist.every is 30 s at least, and max-age is not shorter than that");
            }
        }
    }

    /** What is said of a certificate. */
    public enum Verdict {
        /** No list names it. */
        PERMITTED,
        /** A list names it. */
        DENIED,
        /** A list is too old to say, and this trust domain goes without nobody. */
        UNKNOWN
    }

    /**
     * How things stand; equal as long as nothing changed for anybody.
     *
     * @param lists one text for each list
     * @param tooOld whether one is too old
     */
    public record Standing(List<String> lists, boolean tooOld) {
        /** Keeps a copy. */
        public Standing {
            lists = List.copyOf(lists);
        }
    }

    /**
     * Follows nothing yet.
     *
     * @param folder where lists are kept; made when there is something to keep
     */
    public Denylists(Path folder, InstantSource clock, Settings settings, Map<TrustDomain, RevocationPolicy> policies) {
        this.folder = folder;
        this.clock = clock;
        this.settings = settings;
        this.policies = new EnumMap<>(policies);
    }

    /** Follows a list at an address: at once what is on disk, soon what the address has. */
    public void watch(String name, URI url, Collection<PublicKey> keys, OutboundHttp http) {
        watch(name, keys, () -> fetched(url, http), settings.every());
    }

    /** Follows a list in a file that somebody else writes; it is read each time. */
    public void watch(String name, Path file, Collection<PublicKey> keys) {
        watch(name, keys, () -> read(file), Duration.ZERO);
    }

    private void watch(
            String name, Collection<PublicKey> keys, Supplier<WatchedDenylist.Answer> source, Duration every) {
        watched.add(WatchedDenylist.open(name, source, List.copyOf(keys), folder.resolve(name + ".jws"), every));
    }

    private static WatchedDenylist.Answer fetched(URI url, OutboundHttp http) {
        return switch (http.send(OutboundRequest.get(url).accept("application/jose, text/plain;q=0.9, */*;q=0.8"))) {
            case OutboundResponse response
            when response.successful() ->
                new WatchedDenylist.Answer.Text(new String(response.body(), StandardCharsets.US_ASCII));
            case OutboundResponse response -> new WatchedDenylist.Answer.Nothing("status " + response.status());
            case OutboundOutcome.Refused refused ->
                new WatchedDenylist.Answer.Nothing(refused.reason().name());
            case OutboundOutcome.Failed failed ->
                new WatchedDenylist.Answer.Nothing(failed.reason().name());
        };
    }

    private static WatchedDenylist.Answer read(Path file) {
        try {
            return Files.size(file) > Denylist.MAX_BYTES
                    ? new WatchedDenylist.Answer.Nothing(file + " is too large")
                    : new WatchedDenylist.Answer.Text(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException unreadable) {
            return new WatchedDenylist.Answer.Nothing(file + " cannot be read");
        }
    }

    /** Begins to look for lists that are due, every 15 seconds, on a thread of its own; does nothing when none is followed. */
    public void start() {
        if (watched.isEmpty()) {
            return;
        }
        Thread.ofVirtual().name("denylists").start(() -> {
            try {
                do {
                    refresh();
                } while (!stopRequested.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Looks for lists that are due now; blocks. */
    public void refresh() {
        for (WatchedDenylist list : watched) {
            if (stopRequested.getCount() == 0) {
                return;
            }
            try {
                var unused = list.refresh(clock.instant());
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "the denylist %s could not be renewed", list.name());
            }
        }
    }

    /** Judges a certificate. */
    @CheckReturnValue
    public Verdict judge(X509Certificate certificate, TrustDomain domain) {
        if (entryFor(certificate).isPresent()) {
            return Verdict.DENIED;
        }
        return policies.get(domain) == RevocationPolicy.HARD_FAIL && isTooOld() ? Verdict.UNKNOWN : Verdict.PERMITTED;
    }

    /** Whether a certificate is not accepted. */
    public boolean refuses(X509Certificate certificate, TrustDomain domain) {
        return judge(certificate, domain) != Verdict.PERMITTED;
    }

    /** The entry that means a certificate. */
    public Optional<DenylistEntry> entryFor(X509Certificate certificate) {
        return watched.stream()
                .flatMap(list -> list.list().stream())
                .flatMap(list -> list.entryFor(certificate).stream())
                .findFirst();
    }

    private boolean isTooOld() {
        Instant now = clock.instant();
        return watched.stream().anyMatch(list -> list.isTooOld(now, settings.maxAge()));
    }

    /** How things stand now. */
    public Standing standing() {
        return new Standing(
                watched.stream()
                        .map(list -> list.name() + " "
                                + list.list().map(Denylist::serialized).orElse(""))
                        .toList(),
                isTooOld());
    }

    /** Names of the lists that are followed. */
    public List<String> names() {
        return watched.stream().map(WatchedDenylist::name).toList();
    }

    /** Seconds since a list was last confirmed; NaN if it never was. */
    double ageSeconds(String name) {
        return named(name)
                .flatMap(list -> list.age(clock.instant()))
                .map(age -> (double) age.toSeconds())
                .orElse(Double.NaN);
    }

    /** How many certificates a list names. */
    int size(String name) {
        return named(name)
                .flatMap(WatchedDenylist::list)
                .map(list -> list.entries().size())
                .orElse(0);
    }

    private Optional<WatchedDenylist> named(String name) {
        return watched.stream().filter(list -> list.name().equals(name)).findFirst();
    }

    /** Looks no more. */
    @Override
    public void close() {
        stopRequested.countDown();
    }
}
