// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.receiver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A local copy of the receivers that were found, for minutes at most, and forgotten as a whole when the registry accepted
 * something: any event can end an endpoint or make an organisation contested. What was not found is asked again. Thread-safe.
 */
public final class CachedReceiverLookup implements ReceiverLookup {

    /** Longest time an answer is remembered. */
    public static final Duration MAX_AGE = Duration.ofMinutes(5);

    private static final int MAX_ENTRIES = 1000;

    private final ReceiverLookup source;
    private final InstantSource clock;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    private record Entry(Found.Known found, Instant until) {}

    /** In front of a source. */
    public CachedReceiverLookup(ReceiverLookup source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Found find(String organisation) {
        Instant now = clock.instant();
        Entry known = entries.get(organisation);
        if (known != null && now.isBefore(known.until())) {
            return known.found();
        }
        long before = changes.get();
        Found found = source.find(organisation);
        if (found instanceof Found.Known answer) {
            remember(organisation, new Entry(answer, now.plus(MAX_AGE)), before);
        } else {
            entries.remove(organisation);
        }
        return found;
    }

    @Override
    public Optional<String> notificationAddress(String organisation) {
        return source.notificationAddress(organisation);
    }

    /** Forgets everything: the registry changed, or may have changed unheard. */
    public void changed() {
        changes.incrementAndGet();
        entries.clear();
    }

    /** An answer that was fetched while the registry changed is not remembered. */
    private void remember(String organisation, Entry entry, long changesBefore) {
        if (entries.size() >= MAX_ENTRIES) {
            entries.clear();
        }
        entries.put(organisation, entry);
        if (changes.get() != changesBefore) {
            entries.remove(organisation);
        }
    }
}
