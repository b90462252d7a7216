// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * How many events of one stream this node takes from peers: so many a second with some room for bursts, and so many a day.
 * What is over the budget is taken later and never lost, since the peers that have it offer it again. Safe for many threads.
 */
public final class StreamBudgets {

    /**
     * The limits.
     *
     * @param perSecond events a second in the long run
     * @param burst events at once
     * @param perDay events a day
     */
    public record Limits(double perSecond, long burst, long perDay) {

        /** 1 event a second, 5,000 at once, 50,000 a day. */
        public static final Limits STANDARD = new Limits(1, 5_000, 50_000);

        /** @throws IllegalArgumentException if one is not positive */
        public Limits {
            if (perSecond <= 0 || burst < 1 || perDay < 1) {
                throw new IllegalArgumentException("limits of a stream are positive");
            }
        }
    }

    private static final double SECONDS_OF_A_DAY = Duration.ofDays(1).toSeconds();
    private static final int SWEEP_ABOVE = 10_000;

    private final Limits limits;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new HashMap<>();

    private static final class Bucket {
        private double burst;
        private double day;
        private Instant since;

        private Bucket(Limits limits, Instant now) {
            burst = limits.burst();
            day = limits.perDay();
            since = now;
        }

        private void refill(Limits limits, Instant now) {
            double seconds = Math.max(0, Duration.between(since, now).toMillis()) / 1_000.0;
            burst = Math.min(limits.burst(), burst + seconds * limits.perSecond());
            day = Math.min(limits.perDay(), day + seconds * limits.perDay() / SECONDS_OF_A_DAY);
            since = now;
        }

        private boolean isFull(Limits limits) {
            return burst >= limits.burst() && day >= limits.perDay();
        }
    }

    /** Full budgets for all streams. */
    public StreamBudgets(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** How many events of a stream may be taken now. */
    public synchronized long room(String stream) {
        Bucket bucket = buckets.get(stream);
        if (bucket == null) {
            return Math.min(limits.burst(), limits.perDay());
        }
        bucket.refill(limits, clock.instant());
        return (long) Math.min(bucket.burst, bucket.day);
    }

    /** An event of a stream was taken. */
    public synchronized void taken(String stream) {
        Instant now = clock.instant();
        Bucket bucket = buckets.computeIfAbsent(stream, s -> new Bucket(limits, now));
        bucket.refill(limits, now);
        bucket.burst--;
        bucket.day--;
        sweep(now);
    }

    /** Full buckets are as good as none. */
    private void sweep(Instant now) {
        if (buckets.size() > SWEEP_ABOVE) {
            Iterator<Bucket> all = buckets.values().iterator();
            while (all.hasNext()) {
                Bucket bucket = all.next();
                bucket.refill(limits, now);
                if (bucket.isFull(limits)) {
                    all.remove();
                }
            }
        }
    }
}
