// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.limit;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often each of many may do something: as much as a minute gives at once, and evenly after that. Remembers the
 * {@value #CAPACITY} who did it last, in this process. Safe for many threads.
 */
@CheckReturnValue
public final class Allowance {

    private static final int CAPACITY = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final InstantSource clock;
    private final Map<String, Left> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Left> eldest) {
            return size() > CAPACITY;
        }
    };

    /**
     * The same for everybody.
     *
     * @param perMinute times in a minute; 0: no limit
     */
    public Allowance(int perMinute, InstantSource clock) {
        if (perMinute < 0) {
            throw new IllegalArgumentException("a limit for each minute is at least 0, which is none");
        }
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** How long this one has to wait; nothing if it need not. Takes nothing. */
    public synchronized Optional<Duration> pause(String who) {
        @Nullable Left left = known.get(who);
        if (perMinute == 0 || left == null) {
            return Optional.empty();
        }
        double now = left.now(clock.instant());
        return now >= 1 ? Optional.empty() : Optional.of(until(now));
    }

    /** Takes one, or tells how long this one has to wait. */
    public synchronized Optional<Duration> take(String who) {
        if (perMinute == 0) {
            return Optional.empty();
        }
        Left left = known.computeIfAbsent(who, _ -> new Left(clock.instant()));
        double now = left.now(clock.instant());
        if (now < 1) {
            return Optional.of(until(now));
        }
        left.amount--;
        return Optional.empty();
    }

    private Duration until(double now) {
        return Duration.ofMillis((long) Math.ceil((1 - now) * MINUTE.toMillis() / perMinute));
    }

    private final class Left {
        private double amount = perMinute;
        private Instant since;

        private Left(Instant since) {
            this.since = since;
        }

        private double now(Instant moment) {
            long millis = Math.max(0, Duration.between(since, moment).toMillis());
            amount = Math.min(perMinute, amount + (double) millis * perMinute / MINUTE.toMillis());
            since = moment.isAfter(since) ? moment : since;
            return amount;
        }
    }
}
