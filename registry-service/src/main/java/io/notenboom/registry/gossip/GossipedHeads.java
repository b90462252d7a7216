// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.gossip.node.PeerHeads;
import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.peer.OwnStreamHeads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the peers stand in the streams of this node, asked over the connections of gossip. */
public final class GossipedHeads implements OwnStreamHeads {

    private final RegistryGossip gossip;
    private final KnownNodes nodes;
    private final ClaimedEvents claimed;
    private final Duration opening;

    /**
     * Wires the parts.
     *
     * @param opening for so long a question waits for gossip to begin, which is after history was fetched from the logs of
     *     peers
     */
    public GossipedHeads(RegistryGossip gossip, KnownNodes nodes, ClaimedEvents claimed, Duration opening) {
        this.gossip = gossip;
        this.nodes = nodes;
        this.claimed = claimed;
        this.opening = opening;
    }

    @Override
    public Answer ask(EventId stream) {
        List<String> known =
                nodes.peers().all().stream().map(peer -> peer.address().value()).toList();
        Optional<RegistryGossip.Running> talking = known.isEmpty() ? Optional.empty() : gossip.talking(opening);
        if (talking.isEmpty()) {
            return new Answer(List.of(), known);
        }
        PeerHeads.Heads heads = talking.get().node().peerHeads().headsOf(new Digest(stream.value()));
        return new Answer(
                heads.told().stream().map(GossipedHeads::told).toList(),
                heads.silent().stream().map(peer -> peer.address().value()).toList());
    }

    private static Told told(PeerHeads.Told told) {
        String address = told.peer().address().value();
        StreamEntry head = told.head();
        return head == null
                ? new Told(address, -1, null, false)
                : new Told(address, head.seq(), new EventId(head.id().value()), head.forked());
    }

    @Override
    public Shown show(EventId stream, Told told) {
        Optional<KnownPeer> peer = nodes.peers().get(new PeerAddress(told.address()));
        Optional<RegistryGossip.Running> talking = gossip.talking(Duration.ZERO);
        if (talking.isEmpty() || peer.isEmpty()) {
            return Shown.NO_ANSWER;
        }
        Shown shown = claimed.look(stream, told, peer.get(), talking.get().connection());
        if (shown == Shown.NOTHING) {
            System.getLogger(GossipedHeads.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "{0} tells of event {1} of this node''s stream {2} and shows no signed event for it",
                            told.address(),
                            Long.toString(told.sequence()),
                            stream);
            gossip.strike(peer.get().address());
        }
        return shown;
    }

    @Override
    public boolean heldTheSame(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        return gossip.talking(patience)
                .filter(now -> now.node().awaitEqual(Duration.ofNanos(Math.max(0, end - System.nanoTime()))))
                .isPresent();
    }
}
