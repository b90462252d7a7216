// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much one node may ask: syncs 5 times a second, other calls 100 times, with some room for bursts, one call for pages of
 * the trie and {@value #MAX_AT_ONCE} calls in all at the same time, and bytes of bodies, in both directions together, up to a
 * limit for each second. Who breaks the protocol three times within an hour is refused for an hour. A node is known by its node
 * CA: it can issue itself as many certificates as it likes, but that one the Foundation gave it. Safe for many threads;
 * remembers the {@value #MAX_CALLERS} latest callers.
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

    /** Why a call is refused. */
    public enum Refusal {
        /** The caller broke the protocol. */
        BANNED,
        /** Too many calls of this kind within a short time. */
        CALLS,
        /** Too many calls at the same time. */
        CALLS_AT_ONCE,
        /** Too many bytes within a short time. */
        BYTES
    }

    /** What becomes of a call. */
    @CheckReturnValue
    public sealed interface Admission {}

    /** A call that goes on; to be closed when it ends. */
    public final class Ongoing implements Admission, AutoCloseable {

        private final Caller caller;
        private final Kind kind;

        private Ongoing(Caller caller, Kind kind) {
            this.caller = caller;
            this.kind = kind;
        }

        /** So many bytes of its bodies were received, or are about to be sent. */
        public void transferred(long bytes) {
            synchronized (CallRates.this) {
                caller.bytes.spend(bytes);
            }
        }

        @Override
        public void close() {
            synchronized (CallRates.this) {
                caller.ongoing[kind.ordinal()]--;
            }
        }
    }

    /**
     * A call that may not go on now.
     *
     * @param why the limit that was met
     * @param after after which time the next call passes that limit, if there is no other until then
     */
    public record Refused(Refusal why, Duration after) implements Admission {}

    /** Bytes that a node may send and fetch in a second, if nothing else is configured. */
    public static final long STANDARD_BYTES_PER_SECOND = 50_000_000;

    private static final int MAX_AT_ONCE = 16;
    private static final int MAX_CALLERS = 10_000;
    private static final int STRIKES = 3;
    private static final Duration BAN = Duration.ofHours(1);

    /** After this time one of the calls under way has been answered, as a rule. */
    private static final Duration AN_ANSWER = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final long bytesPerSecond;
    private final Map<Refusal, Long> refusals = new EnumMap<>(Refusal.class);
    private final Map<String, Caller> callers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Caller> eldest) {
            return size() > MAX_CALLERS;
        }
    };

    /** Room that is used up and comes back with time; a debt is possible. */
    private static final class Budget {
        private final double perSecond;
        private final double most;
        private double left;
        private Instant since;

        private Budget(double perSecond, double most, Instant now) {
            this.perSecond = perSecond;
            this.most = most;
            this.left = most;
            this.since = now;
        }

        private double left(Instant now) {
            double seconds = Math.max(0, Duration.between(since, now).toMillis()) / 1_000.0;
            left = Math.min(most, left + seconds * perSecond);
            since = now;
            return left;
        }

        /** How long until there is more left than an amount, as far as is known now. */
        private Duration until(double wanted) {
            return Duration.ofMillis((long) Math.ceil(Math.max(0, wanted - left) / perSecond * 1_000));
        }

        private void spend(double amount) {
            left -= amount;
        }
    }

    private static final class Caller {
        private final Budget[] calls;
        private final Budget bytes;
        private final int[] ongoing = new int[Kind.values().length];
        private int strikes;
        private Instant firstStrike = Instant.MIN;
        private Instant bannedUntil = Instant.MIN;

        private Caller(long bytesPerSecond, Instant now) {
            bytes = new Budget(bytesPerSecond, bytesPerSecond, now);
            calls = Arrays.stream(Kind.values())
                    .map(kind -> new Budget(kind.perSecond, kind.burst, now))
                    .toArray(Budget[]::new);
        }

        private Budget calls(Kind kind) {
            return calls[kind.ordinal()];
        }

        private boolean mayBegin(Kind kind) {
            return ongoing[kind.ordinal()] < kind.atOnce
                    && Arrays.stream(ongoing).sum() < MAX_AT_ONCE;
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

    /**
     * Knows no callers yet.
     *
     * @param bytesPerSecond bytes of bodies that one node may send and fetch in a second; as many at once
     * @param clock tells how much budget came back
     */
    public CallRates(long bytesPerSecond, InstantSource clock) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("the bytes that a node may send and fetch in a second are at least 1");
        }
        this.bytesPerSecond = bytesPerSecond;
        this.clock = clock;
    }

    private Caller caller(String id, Instant now) {
        return callers.computeIfAbsent(id, c -> new Caller(bytesPerSecond, now));
    }

    /** Begins a call if this caller may call now; then the call is counted. */
    public synchronized Admission begin(String caller, Kind kind) {
        Instant now = clock.instant();
        Caller known = caller(caller, now);
        if (now.isBefore(known.bannedUntil)) {
            return refused(Refusal.BANNED, Duration.between(now, known.bannedUntil));
        }
        if (known.calls(kind).left(now) < 1) {
            return refused(Refusal.CALLS, known.calls(kind).until(1));
        }
        if (!known.mayBegin(kind)) {
            return refused(Refusal.CALLS_AT_ONCE, AN_ANSWER);
        }
        if (known.bytes.left(now) <= 0) {
            return refused(Refusal.BYTES, known.bytes.until(0));
        }
        known.calls(kind).spend(1);
        known.ongoing[kind.ordinal()]++;
        return new Ongoing(known, kind);
    }

    private Refused refused(Refusal why, Duration wait) {
        refusals.merge(why, 1L, Long::sum);
        return new Refused(why, wait);
    }

    /** How many calls were refused for a reason. */
    public synchronized long refusals(Refusal why) {
        return refusals.getOrDefault(why, 0L);
    }

    /** This caller broke the protocol. */
    public synchronized void strike(String caller) {
        Instant now = clock.instant();
        caller(caller, now).strike(now);
    }

    /** Number of callers that are refused for what they did. */
    public synchronized long banned() {
        Instant now = clock.instant();
        return callers.values().stream()
                .filter(caller -> now.isBefore(caller.bannedUntil))
                .count();
    }
}
