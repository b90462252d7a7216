// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.peer;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.NodeHead;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of one peer and how it has behaved. Not safe for many threads; the engine owns it. */
public final class PeerRecord {

    /** What is known of a peer's heads, the most urgent first. */
    public enum Standing {
        /** They are others than this node's. */
        DIFFERS,
        /** It has not told them since this node's last change. */
        UNKNOWN,
        /** They are others, and the last conversation did not change that; it is time to try again. */
        DIFFERS_STILL,
        /** They are this node's, or it is not yet time to try again. */
        SETTLED;

        /** Whether they are others and it is time to talk. */
        public boolean differs() {
            return this == DIFFERS || this == DIFFERS_STILL;
        }
    }

    /** Strikes within {@link #STRIKE_MEMORY} that lead to a ban. */
    public static final int STRIKES_TO_BAN = 3;

    /** For how long a strike counts. */
    public static final Duration STRIKE_MEMORY = Duration.ofHours(1);

    static final Duration FIRST_BAN = Duration.ofHours(1);
    static final Duration LONGEST_BAN = Duration.ofHours(24);
    static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration BUSY_PAUSE = Duration.ofSeconds(10);
    static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    /** So many conversations in a row that the peer let end by silence are a strike; lost packets alone hardly do that. */
    static final int STALLS_TO_STRIKE = 8;

    private static final double RETRY_GROWTH = 1.5;
    private static final Duration FIRST_QUIET = Duration.ofSeconds(2);
    private static final Duration LONGEST_QUIET = Duration.ofSeconds(30);

    private KnownPeer peer;
    private int failures;
    private int stalls;
    private int strikes;
    private int bans;
    private int fruitless;
    private Instant lastStrike = Instant.MIN;
    private Instant retryAt = Instant.MIN;
    private Instant busyUntil = Instant.MIN;
    private Instant bannedUntil = Instant.MIN;
    private @Nullable Instant lastSync;
    private @Nullable NodeHead head;
    private @Nullable PeerFailure lastFailure;

    PeerRecord(KnownPeer peer) {
        this.peer = peer;
    }

    void update(KnownPeer newer) {
        peer = newer;
    }

    /** The peer. */
    public KnownPeer peer() {
        return peer;
    }

    /** Whether it may be contacted: it is not banned, not busy and not waited for. */
    public boolean isEligible(Instant now) {
        return !isBanned(now) && !now.isBefore(retryAt) && !now.isBefore(busyUntil);
    }

    /** Whether it is banned for what it did. */
    public boolean isBanned(Instant now) {
        return now.isBefore(bannedUntil);
    }

    /** Until when it is, or was last, banned; empty if it never was. */
    public Optional<Instant> bannedUntil() {
        return bans == 0 ? Optional.empty() : Optional.of(bannedUntil);
    }

    /** Strikes that count for the next ban. */
    public int strikes(Instant now) {
        return strikesCount(now) ? strikes : 0;
    }

    /** Whether it has done what should not be forgotten. */
    boolean hasHistory(Instant now) {
        return bans > 0 || strikes(now) > 0;
    }

    /** Its head as it last told. */
    public Optional<NodeHead> head() {
        return Optional.ofNullable(head);
    }

    /** Root of its heads trie as it last told. */
    public Optional<Digest> root() {
        return head().map(NodeHead::headsRoot);
    }

    /** When it last told its head. */
    public Optional<Instant> lastSync() {
        return Optional.ofNullable(lastSync);
    }

    /** Why the last call failed; empty if it did not. */
    public Optional<PeerFailure> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** It told its head. */
    public void heard(NodeHead told, Instant now) {
        head = told;
        lastSync = now;
        reached();
    }

    /** It answered, or called: no more waiting for it. A ban stays. */
    public void reached() {
        failures = 0;
        retryAt = Instant.MIN;
        lastFailure = null;
    }

    /**
     * It could not be reached, or did not answer in time.
     *
     * @param jitter factor around 1, so that nodes do not return all at once
     */
    public void failed(Instant now, double jitter) {
        failures++;
        lastFailure = PeerFailure.UNREACHABLE;
        double seconds = FIRST_RETRY.toSeconds() * Math.pow(RETRY_GROWTH, Math.min(failures - 1, 30));
        double bounded = Math.min(seconds, LONGEST_RETRY.toSeconds());
        retryAt = now.plusMillis((long) (bounded * jitter * 1_000));
    }

    /** It did not go on with a conversation that it had answered; returns whether that is a strike by now. */
    public boolean stalled(Instant now) {
        stalls++;
        if (stalls < STALLS_TO_STRIKE) {
            return false;
        }
        stalls = 0;
        strike(PeerFailure.STALLED, now);
        return true;
    }

    /**
     * It asks to come back later.
     *
     * @param pause for how long; zero if it did not say. More than {@link #LONGEST_RETRY} is not kept to
     * @param jitter factor around 1, so that nodes do not return all at once
     */
    public void busy(Duration pause, Instant now, double jitter) {
        lastFailure = PeerFailure.BUSY;
        Duration bounded = pause.compareTo(LONGEST_RETRY) < 0 ? pause : LONGEST_RETRY;
        Instant time = now.plus(
                pause.isZero() ? times(BUSY_PAUSE, jitter) : bounded.plus(times(bounded, Math.abs(jitter - 1))));
        busyUntil = time.isAfter(busyUntil) ? time : busyUntil;
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }

    /**
     * It broke the protocol. Three times within an hour are a ban of an hour, the next one of two, at most a day.
     *
     * @param why what it did
     */
    public void strike(PeerFailure why, Instant now) {
        strikes = strikesCount(now) ? strikes + 1 : 1;
        lastStrike = now;
        lastFailure = why;
        if (strikes >= STRIKES_TO_BAN) {
            strikes = 0;
            Duration ban = FIRST_BAN.multipliedBy(1L << Math.min(bans, 5));
            bans++;
            bannedUntil = now.plus(ban.compareTo(LONGEST_BAN) < 0 ? ban : LONGEST_BAN);
        }
    }

    private boolean strikesCount(Instant now) {
        return !lastStrike.equals(Instant.MIN) && !now.isAfter(lastStrike.plus(STRIKE_MEMORY));
    }

    /** A conversation with it came to its end; if the two differed and nothing could be changed, it is asked less often. */
    public void conversed(boolean worthwhile) {
        stalls = 0;
        fruitless = worthwhile ? 0 : Math.min(fruitless + 1, 4);
    }

    /**
     * Where it stands, as far as it is known from after this node's own last change.
     *
     * @param mine this node's root
     * @param changedAt when that became so
     */
    public Standing standing(Digest mine, Instant changedAt, Instant now) {
        Instant heard = lastSync;
        NodeHead told = head;
        if (heard == null || told == null || heard.isBefore(changedAt)) {
            return Standing.UNKNOWN;
        }
        if (told.headsRoot().equals(mine) || now.isBefore(heard.plus(quiet()))) {
            return Standing.SETTLED;
        }
        return fruitless == 0 ? Standing.DIFFERS : Standing.DIFFERS_STILL;
    }

    private Duration quiet() {
        Duration quiet = FIRST_QUIET.multipliedBy(1L << fruitless);
        return fruitless == 0 ? Duration.ZERO : quiet.compareTo(LONGEST_QUIET) < 0 ? quiet : LONGEST_QUIET;
    }
}
