// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.peer.PeerRecord;
import io.notenboom.gossip.peer.PeerRecord.Standing;
import io.notenboom.gossip.peer.PeerSet;
import io.notenboom.gossip.protocol.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * When the rounds of syncs are due, and with whom. Seldom, peers are drawn at random. Besides, for some time after a change,
 * there are rounds soon after each other with those of whom it is not known that they have it, each once; and rounds with peers
 * that are known to differ, ever more seldom while they bring nothing. Neither takes the place of the draw, so that a peer that
 * always differs keeps nobody from others.
 */
final class Rounds {

    /**
     * The push leaves out some nodes, by chance; after so many rounds none is left out among ten thousand. What counts are
     * conversations that brought the two closer, so that lost calls do not cut it short.
     */
    private static final int AFTER_CHANGE = 5;

    private static final int MOST_DOUBLINGS = 10;

    private final GossipSettings settings;
    private final RandomGenerator random;
    private Instant next = Instant.MIN;
    private Instant drawAt = Instant.MIN;
    private Instant changedAt = Instant.MIN;
    private Instant freshUntil = Instant.MAX;
    private int fresh = 1;
    private int inVain;

    Rounds(GossipSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /** When the next round is due. */
    Instant next() {
        return next;
    }

    /** This node's heads changed. */
    void changed(Instant now) {
        fresh = AFTER_CHANGE * settings.fanOut();
        freshUntil = now.plus(RecentChanges.FRESH);
        changedAt = now;
        hurry(now);
    }

    /** A round with peers drawn at random is due at once. */
    void now(Instant now) {
        next = now;
        drawAt = now;
    }

    /** A round is due after the shorter pause at the latest. */
    void hurry(Instant now) {
        inVain = 0;
        within(settings.dirtyInterval(), now);
    }

    /** A peer is known to differ: a round is due after the shorter pause, or a longer one if others were in vain. */
    void differing(Instant now) {
        within(pause(), now);
    }

    private void within(Duration pause, Instant now) {
        Instant soon = now.plus(jittered(pause));
        next = soon.isBefore(next) ? soon : next;
    }

    /** A conversation came to its end, after which the two are equal or closer than before. */
    void spent() {
        fresh = Math.max(0, fresh - 1);
    }

    /**
     * Begins the round that is due and plans the one after it.
     *
     * @param mine this node's root
     * @param free who may be talked to
     * @return whom to talk to
     */
    List<PeerRecord> begin(PeerSet peers, Digest mine, Predicate<PeerRecord> free, Instant now) {
        boolean news = fresh > 0 && now.isBefore(freshUntil);
        Function<PeerRecord, Standing> standing = record -> record.standing(mine, changedAt, now);
        Predicate<PeerRecord> wanted =
                record -> standing.apply(record).differs() || (news && standing.apply(record) == Standing.UNKNOWN);
        List<PeerRecord> chosen;
        if (now.isBefore(drawAt)) {
            Comparator<PeerRecord> order = Comparator.comparing(standing);
            chosen = peers.chooseForNews(settings.fanOut(), order, free.and(wanted), now);
            inVain += news || chosen.isEmpty() ? 0 : 1;
        } else {
            chosen = peers.choose(settings.fanOut(), free, now);
            drawAt = now.plus(jittered(settings.idleInterval()));
        }
        next = drawAt;
        if (news || peers.anyForNews(wanted, now)) {
            within(news ? settings.dirtyInterval() : pause(), now);
        }
        return chosen;
    }

    private Duration pause() {
        Duration pause = settings.dirtyInterval().multipliedBy(1L << Math.min(inVain, MOST_DOUBLINGS));
        return pause.compareTo(settings.idleInterval()) < 0 ? pause : settings.idleInterval();
    }

    Duration jittered(Duration duration) {
        return Duration.ofMillis((long) (duration.toMillis() * jitter()));
    }

    double jitter() {
        return 1 + settings.jitter() * (2 * random.nextDouble() - 1);
    }
}
