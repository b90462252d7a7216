// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often one certificate may call: syncs 5 times a second, other calls 100 times, with some room for bursts. Who breaks the
 * protocol three times within an hour is refused for an hour. Safe for many threads; remembers the {@value #MAX_CALLERS}
 * latest callers.
 */
public final class CallRates {

    /** Whether a call is a sync or another one. */
    public enum Kind {
        /** Opens an exchange. */
        SYNC(5, 25),
        /** Anything else. */
        OTHER(100, 400);

        private final double perSecond;
        private final double burst;

        Kind(double perSecond, double burst) {
            this.perSecond = perSecond;
            this.burst = burst;
        }
    }

    private static final int MAX_CALLERS = 10_000;
    private static final int STRIKES = 3;
    private static final Duration BAN = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, CallerBudget> callers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CallerBudget> eldest) {
            return size() > MAX_CALLERS;
        }
    };

    private static final class CallerBudget {
        private final double[] left = {Kind.SYNC.burst, Kind.OTHER.burst};
        private final Instant[] since;
        private int strikes;
        private Instant firstStrike = Instant.MIN;
        private Instant bannedUntil = Instant.MIN;

        private CallerBudget(Instant now) {
            since = new Instant[] {now, now};
        }

        private boolean take(Kind kind, Instant now) {
            int i = kind.ordinal();
            double seconds = Math.max(0, Duration.between(since[i], now).toMillis()) / 1_000.0;
            left[i] = Math.min(kind.burst, left[i] + seconds * kind.perSecond);
            since[i] = now;
            if (left[i] < 1 || now.isBefore(bannedUntil)) {
                return false;
            }
            left[i]--;
            return true;
        }

        private void strike(Instant now) {
            if (strikes == 0 || now.isAfter(firstStrike.plus(BAN))) {
                strikes = 0;
                firstStrike = now;
            }
            strikes++;
            if (strikes >= STRIKES) {
                strikes = 0;
                bannedUntil = now.plus(BAN);
            }
        }
    }

    /** @param clock tells how much budget came back */
    public CallRates(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether this caller may call now; if so, the call is counted. */
    public synchronized boolean permits(String caller, Kind kind) {
        Instant now = clock.instant();
        return callers.computeIfAbsent(caller, c -> new CallerBudget(now)).take(kind, now);
    }

    /** This caller broke the protocol. */
    public synchronized void strike(String caller) {
        Instant now = clock.instant();
        callers.computeIfAbsent(caller, c -> new CallerBudget(now)).strike(now);
    }
}
