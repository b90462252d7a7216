// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.status;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.cache.ExpiringCache;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.status.StatusBits;
import io.notenboom.trust.status.StatusList;
import io.notenboom.trust.status.StatusListException;
import io.notenboom.trust.status.StatusListReader;
import io.notenboom.trust.status.StatusListType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Status lists of others. Each that is asked for is fetched again in the background from half of its time on, so that a host
 * that is away for a moment does no harm, and before the next answer when its time is over; when that fails, the copy counts
 * on as long as the setting allows, never beyond its own end. A list that was fetched and is not valid ends the copy, too. A
 * failure is remembered for ten seconds. One fetch at a time for each list.
 */
@CheckReturnValue
public final class RemoteStatusLists {

    private static final Duration FAILED = Duration.ofSeconds(10);
    private static final int MAX_URL = 2_048;
    private static final int SMALL_ENTRIES = 4 * StatusBits.MIN_ENTRIES;
    private static final int SMALL_LISTS = 1_000;
    private static final int LARGE_LISTS = 16;
    private static final int FAILURES = 2_000;

    private final StatusListFetcher fetcher;
    private final StatusListReader reader;
    private final Freshness freshness;
    private final StatusListReport report;
    private final Executor background;
    private final InstantSource clock;
    private final ExpiringCache<Key, Copy> small;
    private final ExpiringCache<Key, Copy> large;
    private final ExpiringCache<Key, Boolean> failed;
    private final Set<Key> refreshing = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<Key, ReentrantLock> inFlight = new ConcurrentHashMap<>();

    /**
     * Fetches with the fetcher, and verifies with the reader.
     *
     * @param background runs what nobody waits for
     */
    public RemoteStatusLists(
            StatusListFetcher fetcher,
            StatusListReader reader,
            Freshness freshness,
            StatusListReport report,
            Executor background,
            InstantSource clock) {
        this.fetcher = fetcher;
        this.reader = reader;
        this.freshness = freshness;
        this.report = report;
        this.background = background;
        this.clock = clock;
        this.small = new ExpiringCache<>(SMALL_LISTS, clock);
        this.large = new ExpiringCache<>(LARGE_LISTS, clock);
        this.failed = new ExpiringCache<>(FAILURES, clock);
    }

    /** The list at this address, of this form, signed by this issuer; empty if it cannot be had, or is not valid. */
    public Optional<StatusList> find(StatusListType type, String url, Did issuer) {
        if (url.length() > MAX_URL) {
            return Optional.empty();
        }
        Key key = new Key(type, url, issuer);
        Optional<StatusList> fresh = fresh(key);
        if (fresh.isPresent()) {
            refreshInTime(key);
            return fresh;
        }
        return fetchOnce(key);
    }

    private void refreshInTime(Key key) {
        Instant old = clock.instant().minus(freshness.refresh().dividedBy(2));
        boolean due = copy(key).filter(copy -> !copy.fetchedAt().isAfter(old)).isPresent()
                && failed.get(key).isEmpty();
        if (due && refreshing.add(key)) {
            background.execute(() -> refresh(key));
        }
    }

    private void refresh(Key key) {
        try {
            boolean unusedOutcome = read(key);
        } finally {
            refreshing.remove(key);
        }
    }

    private Optional<StatusList> fetchOnce(Key key) {
        ReentrantLock lock = inFlight.computeIfAbsent(key, _ -> new ReentrantLock());
        lock.lock();
        try {
            Optional<StatusList> fresh = fresh(key);
            if (fresh.isPresent()) {
                return fresh;
            }
            return failed.get(key).isPresent() ? stale(key) : fetch(key);
        } finally {
            inFlight.remove(key, lock);
            lock.unlock();
        }
    }

    private Optional<StatusList> fetch(Key key) {
        return read(key) ? fresh(key) : stale(key);
    }

    /** Whether there is a new copy now; what is not valid leaves none. */
    private boolean read(Key key) {
        try {
            String text = fetcher.fetch(URI.create(key.url()));
            StatusList list = reader.read(key.type(), text, key.url(), key.issuer(), clock.instant());
            keep(key, list);
            return true;
        } catch (StatusListUnavailableException unavailable) {
            remember(key, unavailable);
            return false;
        } catch (StatusListException | IllegalArgumentException invalid) {
            remember(key, invalid);
            small.remove(key);
            large.remove(key);
            return false;
        }
    }

    private void remember(Key key, Exception failure) {
        failed.put(key, Boolean.TRUE, clock.instant().plus(FAILED));
        report.unusable(key.url(), String.valueOf(failure.getMessage()));
    }

    private void keep(Key key, StatusList list) {
        Instant now = clock.instant();
        boolean isSmall = list.entries() <= SMALL_ENTRIES;
        (isSmall ? large : small).remove(key);
        (isSmall ? small : large)
                .put(key, new Copy(list, now), now.plus(freshness.refresh()).plus(freshness.stale()));
    }

    private Optional<StatusList> fresh(Key key) {
        Instant now = clock.instant();
        return copy(key)
                .filter(copy -> copy.fetchedAt().plus(freshness.refresh()).isAfter(now))
                .map(Copy::list);
    }

    private Optional<StatusList> stale(Key key) {
        Optional<StatusList> copy = copy(key).map(Copy::list);
        copy.ifPresent(_ -> report.stale(key.url()));
        return copy;
    }

    private Optional<Copy> copy(Key key) {
        Instant now = clock.instant();
        return small.get(key).or(() -> large.get(key)).filter(copy -> copy.isInForce(now));
    }

    private record Key(StatusListType type, String url, Did issuer) {}

    private record Copy(StatusList list, Instant fetchedAt) {

        boolean isInForce(Instant now) {
            Instant end = list.expiresAt();
            return end == null || end.isAfter(now);
        }
    }
}
