// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile.simulation;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.gossip.reconcile.Action;
import io.notenboom.gossip.reconcile.Answer;
import io.notenboom.gossip.reconcile.Call;
import io.notenboom.gossip.reconcile.GossipEngine;
import io.notenboom.gossip.reconcile.GossipSettings;
import io.notenboom.gossip.reconcile.Input;
import io.notenboom.gossip.reconcile.StreamStart;
import io.notenboom.gossip.testing.MemoryStreams;
import io.notenboom.gossip.trie.LocalHeads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A node of the simulator: the product's engine over a log in memory, without transport and signatures. */
final class SimulatedNode {

    static final Digest NET = Digest.sha256(new byte[] {1});

    final PeerAddress address;
    final LocalHeads heads = new LocalHeads();
    final MemoryStreams streams = new MemoryStreams();
    final GossipEngine engine;

    SimulatedNode(int number, long seed) {
        this.address = new PeerAddress("https://node" + number + ".example:7000");
        this.engine = new GossipEngine(GossipSettings.standard(), heads, new Random(seed * 31 + number));
    }

    KnownPeer asPeer() {
        return new KnownPeer(address, null, false);
    }

    /** What this node answers to a call, as its peer resource does. */
    Answer serve(Call call, SimulatedNode caller, Simulation simulation) {
        return switch (call) {
            case Call.Sync _ -> {
                simulation.input(
                        this,
                        new Input.Contacted(
                                caller.address, caller.heads.current().root()));
                yield new Answer.Synced(head(simulation.now()), engine.hints());
            }
            case Call.Trie trie ->
                heads.at(trie.root())
                        .<Answer>map(found -> new Answer.Page(found.page(trie.prefix())))
                        .orElseGet(Answer.RootExpired::new);
            case Call.Events events -> new Answer.Suffix(streams.suffix(events.sid(), events.from(), 256));
            case Call.Push push -> new Answer.Pushed(pushed(push, caller, simulation));
        };
    }

    private List<Answer.PushedEvent> pushed(Call.Push push, SimulatedNode caller, Simulation simulation) {
        List<Answer.PushedEvent> result = new ArrayList<>();
        for (StreamStart start : push.starts()) {
            EventSuffix suffix = caller.streams.suffix(start.sid(), start.from(), 64);
            List<Verdict> verdicts = offer(suffix.events(), simulation);
            for (int i = 0; i < verdicts.size(); i++) {
                long seq = MemoryStreams.sequence(suffix.events().get(i));
                result.add(new Answer.PushedEvent(start.sid(), seq, verdicts.get(i)));
            }
        }
        return result;
    }

    List<Verdict> offer(List<String> events, Simulation simulation) {
        List<Verdict> verdicts = streams.offer(events);
        List<StreamEntry> changed = streams.heads().stream()
                .filter(entry -> !heads.current().get(entry.sid()).stream().anyMatch(entry::equals))
                .toList();
        if (!changed.isEmpty()) {
            simulation.input(this, new Input.Committed(changed));
        }
        return verdicts;
    }

    NodeHead head(Instant now) {
        Digest root = heads.current().root();
        return new NodeHead(
                address.value(),
                NET,
                now,
                0,
                root,
                root,
                heads.current().streams(),
                heads.current().events(),
                "1");
    }

    void perform(Action.Offer offer, Simulation simulation) {
        List<Verdict> verdicts = offer(offer.events(), simulation);
        simulation.input(this, new Input.Offered(offer.exchange(), verdicts));
    }
}
