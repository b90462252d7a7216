// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much one node may ask: syncs 5 times a second, other calls 100 times, with some room for bursts, one call for pages of
 * the trie and {@value #MAX_AT_ONCE} calls in all at the same time. Who breaks the protocol three times within an hour is
 * refused for an hour. A node is known by its node CA: it can issue itself as many certificates as it likes, but that one the
 * Foundation gave it. Safe for many threads; remembers the {@value #MAX_CALLERS} latest callers.
 */
public final class CallRates {

    /** What a call asks for. */
    public enum Kind {
        /** Opens an exchange. */
        SYNC(5, 25, MAX_AT_ONCE),
        /** Pages of the trie. */
        WALK(100, 400, 1),
        /** Anything else. */
        OTHER(100, 400, MAX_AT_ONCE);

        private final double perSecond;
        private final double burst;
        private final int atOnce;

        Kind(double perSecond, double burst, int atOnce) {
            this.perSecond = perSecond;
            this.burst = burst;
            this.atOnce = atOnce;
        }
    }

    /** A call that goes on; to be closed when it ends. */
    public interface Ongoing extends AutoCloseable {

        @Override
        void close();
    }

    private static final int MAX_AT_ONCE = 16;
    private static final int MAX_CALLERS = 10_000;
    private static final int STRIKES = 3;
    private static final Duration BAN = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, Caller> callers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Caller> eldest) {
            return size() > MAX_CALLERS;
        }
    };

    private static final class Caller {
        private final double[] left = new double[Kind.values().length];
        private final Instant[] since = new Instant[Kind.values().length];
        private final int[] ongoing = new int[Kind.values().length];
        private int strikes;
        private Instant firstStrike = Instant.MIN;
        private Instant bannedUntil = Instant.MIN;

        private Caller(Instant now) {
            for (Kind kind : Kind.values()) {
                left[kind.ordinal()] = kind.burst;
                since[kind.ordinal()] = now;
            }
        }

        private boolean begin(Kind kind, Instant now) {
            int i = kind.ordinal();
            double seconds = Math.max(0, Duration.between(since[i], now).toMillis()) / 1_000.0;
            left[i] = Math.min(kind.burst, left[i] + seconds * kind.perSecond);
            since[i] = now;
            int all = 0;
            for (int calls : ongoing) {
                all += calls;
            }
            if (left[i] < 1 || ongoing[i] >= kind.atOnce || all >= MAX_AT_ONCE || now.isBefore(bannedUntil)) {
                return false;
            }
            left[i]--;
            ongoing[i]++;
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

    /** Begins a call if this caller may call now; then the call is counted. */
    public synchronized Optional<Ongoing> begin(String caller, Kind kind) {
        Instant now = clock.instant();
        Caller known = callers.computeIfAbsent(caller, c -> new Caller(now));
        return known.begin(kind, now) ? Optional.of(() -> end(known, kind)) : Optional.empty();
    }

    private synchronized void end(Caller caller, Kind kind) {
        caller.ongoing[kind.ordinal()]--;
    }

    /** This caller broke the protocol. */
    public synchronized void strike(String caller) {
        Instant now = clock.instant();
        callers.computeIfAbsent(caller, c -> new Caller(now)).strike(now);
    }

    /** Number of callers that are refused for what they did. */
    public synchronized long banned() {
        Instant now = clock.instant();
        return callers.values().stream()
                .filter(caller -> now.isBefore(caller.bannedUntil))
                .count();
    }
}
