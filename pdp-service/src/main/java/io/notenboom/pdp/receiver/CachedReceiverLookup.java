// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.receiver;

import io.notenboom.pdp.recent.RecentAnswers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A local copy of the receivers that were found, for minutes at most, and forgotten as a whole when the registry accepted
 * something: any event can end an endpoint or make an organisation contested. What was not found is asked again. Thread-safe.
 */
public final class CachedReceiverLookup implements ReceiverLookup {

    /** Longest time an answer is remembered. */
    public static final Duration MAX_AGE = Duration.ofMinutes(5);

    private static final int MAX_ENTRIES = 1000;

    private final ReceiverLookup source;
    private final RecentAnswers<Found> recent;

    /** In front of a source. */
    public CachedReceiverLookup(ReceiverLookup source, InstantSource clock) {
        this.source = source;
        this.recent = new RecentAnswers<>(MAX_AGE, MAX_ENTRIES, Found.Known.class::isInstance, clock);
    }

    @Override
    public Found find(String organisation) {
        return recent.get(organisation, known -> true, source::find);
    }

    @Override
    public Optional<String> notificationAddress(String organisation) {
        return source.notificationAddress(organisation);
    }

    /** Forgets everything: the registry changed, or may have changed unheard. */
    public void changed() {
        recent.forgetAll();
    }
}
