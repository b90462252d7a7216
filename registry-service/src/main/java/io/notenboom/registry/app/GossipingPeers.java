// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.issue.WriterPeers;
import io.notenboom.registry.peer.PeerView;
import io.notenboom.registry.peer.Peers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Finds out from gossip where the peers stand: one whose heads root has equalled this node's since the start has nothing of
 * its streams that this node lacks. Gossip itself fetches what is lacking, so a little patience is enough.
 */
final class GossipingPeers implements WriterPeers {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(100);

    private final Peers peers;
    private final InstantSource clock;
    private final Instant started;

    GossipingPeers(Peers peers, InstantSource clock) {
        this.peers = peers;
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public Answer ask(Optional<EventId> stream) {
        Instant end = clock.instant().plus(PATIENCE);
        List<PeerView> known = peers.peers();
        while (!known.isEmpty() && known.stream().noneMatch(this::isInStep) && waited(end)) {
            known = peers.peers();
        }
        List<Told> told = known.stream()
                .filter(this::isInStep)
                .map(peer -> new Told(peer.address(), -1, null, false))
                .toList();
        List<String> silent = known.stream()
                .filter(peer -> !isInStep(peer))
                .map(PeerView::address)
                .toList();
        return new Answer(told, silent, !told.isEmpty());
    }

    private boolean waited(Instant end) {
        try {
            Thread.sleep(STEP);
            return clock.instant().isBefore(end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isInStep(PeerView peer) {
        Instant last = peer.lastSync();
        return peer.equal() && last != null && !last.isBefore(started);
    }

    @Override
    public boolean fetch(EventId stream, Told from) {
        return false;
    }
}
