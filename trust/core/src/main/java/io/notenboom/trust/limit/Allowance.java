// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.limit;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often each of many may do something: so many at once, and evenly after that (a token bucket for each). Remembers the
 * {@value #CAPACITY} who did it last, in this process. Safe for many threads.
 */
@CheckReturnValue
public final class Allowance {

    private static final int CAPACITY = 10_000;
    private static final double MILLIS_OF_A_MINUTE = 60_000;
    private static final double MILLIS_OF_A_SECOND = 1_000;
    private static final double NANOS_OF_A_MILLISECOND = 1e6;

    private final long atOnce;
    private final double perMillisecond;
    private final InstantSource clock;
    private final Map<String, Left> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Left> eldest) {
            return size() > CAPACITY;
        }
    };

    /**
     * The same for everybody: as much as a minute gives at once.
     *
     * @param perMinute times in a minute; 0: no limit
     */
    public Allowance(int perMinute, InstantSource clock) {
        this(perMinute, perMinute / MILLIS_OF_A_MINUTE, clock);
    }

    private Allowance(long atOnce, double perMillisecond, InstantSource clock) {
        if (atOnce < 0) {
            throw new IllegalArgumentException("a limit is at least 0, which is none");
        }
        this.atOnce = atOnce;
        this.perMillisecond = perMillisecond;
        this.clock = clock;
    }

    /**
     * The same for everybody: as much as two seconds give at once.
     *
     * @param perSecond times in a second; 0: no limit
     */
    public static Allowance perSecond(int perSecond, InstantSource clock) {
        return new Allowance(2L * perSecond, perSecond / MILLIS_OF_A_SECOND, clock);
    }

    /** How many may be done at once; 0: no limit. */
    public long atOnce() {
        return atOnce;
    }

    /** How long it takes until as many as possible may be done at once again by who did all of them. */
    public Duration refill() {
        return atOnce == 0 ? Duration.ZERO : Duration.ofMillis(Math.round(atOnce / perMillisecond));
    }

    /** How long this one has to wait; nothing if it need not. Takes nothing. */
    public synchronized Optional<Duration> pause(String who) {
        @Nullable Left left = known.get(who);
        if (atOnce == 0 || left == null) {
            return Optional.empty();
        }
        double now = left.now(clock.instant());
        return now >= 1 ? Optional.empty() : Optional.of(until(now));
    }

    /** Takes one, or tells how long this one has to wait. */
    public Optional<Duration> take(String who) {
        Share share = share(who);
        return share.granted() ? Optional.empty() : Optional.of(share.pause());
    }

    /** Takes one if there is one, and tells what is left. */
    public synchronized Share share(String who) {
        if (atOnce == 0) {
            return new Share(true, Long.MAX_VALUE, Duration.ZERO);
        }
        Left left = known.computeIfAbsent(who, _ -> new Left(clock.instant()));
        double now = left.now(clock.instant());
        if (now < 1) {
            return new Share(false, 0, until(now));
        }
        left.amount--;
        return new Share(true, (long) left.amount, Duration.ZERO);
    }

    private Duration until(double now) {
        return Duration.ofMillis((long) Math.ceil((1 - now) / perMillisecond));
    }

    private final class Left {
        private double amount = atOnce;
        private Instant since;

        private Left(Instant since) {
            this.since = since;
        }

        private double now(Instant moment) {
            double millis = Math.max(0, Duration.between(since, moment).toNanos() / NANOS_OF_A_MILLISECOND);
            amount = Math.min(atOnce, amount + millis * perMillisecond);
            since = moment;
            return amount;
        }
    }
}
