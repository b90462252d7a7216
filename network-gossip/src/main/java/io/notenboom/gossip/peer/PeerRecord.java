// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.peer;

import io.notenboom.gossip.protocol.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of one peer and how it has behaved. Not safe for many threads; the engine owns it. */
public final class PeerRecord {

    /** Strikes within {@link #STRIKE_MEMORY} that lead to a ban. */
    public static final int STRIKES_TO_BAN = 3;

    /** For how long a strike counts. */
    public static final Duration STRIKE_MEMORY = Duration.ofHours(1);

    static final Duration FIRST_BAN = Duration.ofHours(1);
    static final Duration LONGEST_BAN = Duration.ofHours(24);
    static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    static final Duration LONGEST_RETRY = Duration.ofMinutes(5);
    private static final double RETRY_GROWTH = 1.5;
    private static final Duration FIRST_QUIET = Duration.ofSeconds(2);
    private static final Duration LONGEST_QUIET = Duration.ofSeconds(30);

    private KnownPeer peer;
    private int failures;
    private int strikes;
    private int bans;
    private int fruitless;
    private Instant lastStrike = Instant.MIN;
    private Instant notBefore = Instant.MIN;
    private @Nullable Instant lastSync;
    private @Nullable Digest root;

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

    /** Whether it may be contacted: it is not banned and not waited for. */
    public boolean isEligible(Instant now) {
        return !now.isBefore(notBefore);
    }

    /** Root of its heads trie as it last told. */
    public Optional<Digest> root() {
        return Optional.ofNullable(root);
    }

    /** When it last told its head. */
    public Optional<Instant> lastSync() {
        return Optional.ofNullable(lastSync);
    }

    /** It told its head. */
    public void heard(Digest headsRoot, Instant now) {
        root = headsRoot;
        lastSync = now;
        reached();
    }

    /** It answered, or called: no more waiting unless it is banned. */
    public void reached() {
        if (failures > 0) {
            failures = 0;
            notBefore = Instant.MIN;
        }
    }

    /**
     * It could not be reached, or did not answer in time.
     *
     * @param jitter factor around 1, so that nodes do not return all at once
     */
    public void failed(Instant now, double jitter) {
        failures++;
        double seconds = FIRST_RETRY.toSeconds() * Math.pow(RETRY_GROWTH, Math.min(failures - 1, 30));
        double bounded = Math.min(seconds, LONGEST_RETRY.toSeconds());
        waitUntil(now.plusMillis((long) (bounded * jitter * 1_000)));
    }

    /** It is told to come back later, or tells so. */
    public void waitUntil(Instant time) {
        notBefore = time.isAfter(notBefore) ? time : notBefore;
    }

    /** It broke the protocol. Three times within an hour are a ban of an hour, the next one of two, at most a day. */
    public void strike(Instant now) {
        strikes = lastStrike.equals(Instant.MIN) || now.isAfter(lastStrike.plus(STRIKE_MEMORY)) ? 1 : strikes + 1;
        lastStrike = now;
        if (strikes >= STRIKES_TO_BAN) {
            strikes = 0;
            failures = 0;
            Duration ban = FIRST_BAN.multipliedBy(1L << Math.min(bans, 5));
            bans++;
            waitUntil(now.plus(ban.compareTo(LONGEST_BAN) < 0 ? ban : LONGEST_BAN));
        }
    }

    /** An exchange with it ended; if the two differed and nothing could be changed, it is asked less often. */
    public void exchanged(boolean equalOrProgress) {
        fruitless = equalOrProgress ? 0 : Math.min(fruitless + 1, 4);
    }

    /** Whether it is known to differ, from after this node's own last change, and it is time to try again. */
    public boolean differs(Digest mine, Instant changedAt, Instant now) {
        Instant heard = lastSync;
        return heard != null
                && root != null
                && !root.equals(mine)
                && !heard.isBefore(changedAt)
                && !now.isBefore(heard.plus(quiet()));
    }

    private Duration quiet() {
        Duration quiet = FIRST_QUIET.multipliedBy(1L << fruitless);
        return fruitless == 0 ? Duration.ZERO : quiet.compareTo(LONGEST_QUIET) < 0 ? quiet : LONGEST_QUIET;
    }
}
