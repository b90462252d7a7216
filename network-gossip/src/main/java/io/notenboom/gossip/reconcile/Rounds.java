// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** When the rounds of syncs are due: soon after a change and while a peer differs, seldom otherwise. */
final class Rounds {

    /**
     * The push leaves out some nodes, by chance; after so many rounds none is left out among ten thousand. What counts are
     * conversations that came to their end, so that lost calls do not cut it short.
     */
    private static final int AFTER_CHANGE = 5;

    private final GossipSettings settings;
    private final RandomGenerator random;
    private Instant next = Instant.MIN;
    private Instant changedAt = Instant.MIN;
    private int fresh = 1;

    Rounds(GossipSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /** When the next round is due. */
    Instant next() {
        return next;
    }

    /** When this node's heads changed last. */
    Instant changedAt() {
        return changedAt;
    }

    /** Whether this node has news that others may lack. */
    boolean fresh() {
        return fresh > 0;
    }

    /** This node's heads changed. */
    void changed(Instant now) {
        fresh = AFTER_CHANGE * settings.fanOut();
        changedAt = now;
        hurry(now);
    }

    /** A round is due at once. */
    void now(Instant now) {
        next = now;
    }

    /** A round is due after the shorter pause at the latest. */
    void hurry(Instant now) {
        Instant soon = now.plus(jittered(settings.dirtyInterval()));
        next = soon.isBefore(next) ? soon : next;
    }

    /** A conversation came to its end. */
    void spent() {
        fresh = Math.max(0, fresh - 1);
    }

    /** Plans the round after this one. */
    void plan(boolean differing, Instant now) {
        next = now.plus(jittered(fresh() || differing ? settings.dirtyInterval() : settings.idleInterval()));
    }

    Duration jittered(Duration duration) {
        return Duration.ofMillis((long) (duration.toMillis() * jitter()));
    }

    double jitter() {
        return 1 + settings.jitter() * (2 * random.nextDouble() - 1);
    }
}
