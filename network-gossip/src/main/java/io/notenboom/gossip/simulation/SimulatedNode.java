// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.gossip.reconcile.Answer;
import io.notenboom.gossip.reconcile.Call;
import io.notenboom.gossip.reconcile.GossipEngine;
import io.notenboom.gossip.reconcile.GossipSettings;
import io.notenboom.gossip.reconcile.Input;
import io.notenboom.gossip.reconcile.PushedEvents;
import io.notenboom.gossip.trie.HeadsTrie;
import io.notenboom.gossip.trie.LocalHeads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A node of the simulator: the product's engine, trie and peers over a log in memory, without transport and signatures. */
public final class SimulatedNode {

    private static final Digest NETWORK = Digest.sha256(new byte[] {1});

    /** What a node says of itself that is not so. */
    enum Lie {
        /** Nothing. */
        NONE,
        /** That it has what the other has. */
        EQUAL,
        /** Each time that it has something else, which nobody gets to see. */
        ALWAYS_DIFFERENT
    }

    final PeerAddress address;
    final LocalHeads heads = new LocalHeads();
    final SimulatedStreams streams;
    final GossipEngine engine;
    final Duration skew;

    @Nullable
    Instant planned;

    boolean down;
    Lie lie = Lie.NONE;
    long served;
    private long claims;

    SimulatedNode(int number, SimulatedNetwork network, GossipSettings settings, @Nullable SimulatedStreams history) {
        this.address = new PeerAddress("https://node" + number + ".example:7000");
        this.skew = network.faults().skew(number);
        this.streams = history == null
                ? new SimulatedStreams(() -> localTime(network.now()))
                : new SimulatedStreams(() -> localTime(network.now()), history);
        heads.update(streams.heads());
        this.engine = new GossipEngine(settings, heads, new Random(network.seed() * 31 + number));
    }

    Instant localTime(Instant networkTime) {
        return networkTime.plus(skew);
    }

    KnownPeer asPeer(boolean bootstrap) {
        return new KnownPeer(address, null, bootstrap);
    }

    /** What this node answers to a call, as its peer resource does. */
    Answer serve(Call call, SimulatedNode caller, SimulatedNetwork network) {
        served++;
        return switch (call) {
            case Call.Sync _ -> {
                NodeHead told = caller.claimedHead(this, network.now());
                network.input(this, new Input.Contacted(caller.address, told));
                Digest theirs = told.headsRoot();
                List<StreamEntry> hints = engine.hintsFor(Optional.of(theirs), localTime(network.now()));
                yield new Answer.Synced(claimedHead(caller, network.now()), lie == Lie.NONE ? hints : List.of());
            }
            case Call.Trie trie ->
                heads.at(trie.root())
                        .<Answer>map(found -> new Answer.Pages(
                                trie.prefixes().stream().map(found::page).toList()))
                        .orElseGet(Answer.RootExpired::new);
            case Call.Events events -> new Answer.Suffix(streams.suffix(events.sid(), events.from(), 256));
            case Call.Push push -> {
                PushedEvents pushed = PushedEvents.of(push.starts(), caller.streams);
                yield pushed.judged(lie != Lie.NONE ? accepted(pushed) : offer(pushed.events(), network));
            }
        };
    }

    private static List<Verdict> accepted(PushedEvents pushed) {
        return pushed.events().stream()
                .<Verdict>map(event -> new Verdict.Accepted())
                .toList();
    }

    /** Offers events to the node's log and tells the engine what changed. */
    List<Verdict> offer(List<String> events, SimulatedNetwork network) {
        List<Verdict> verdicts = streams.offer(events);
        HeadsTrie before = heads.current();
        List<StreamEntry> changed = events.stream()
                .map(SimulatedEvent::stream)
                .distinct()
                .flatMap(sid -> streams.head(sid).stream())
                .filter(entry -> !before.get(entry.sid()).equals(Optional.of(entry)))
                .toList();
        if (!changed.isEmpty()) {
            network.input(this, new Input.Committed(changed));
        }
        return verdicts;
    }

    private NodeHead claimedHead(SimulatedNode other, Instant now) {
        return switch (lie) {
            case NONE -> head(now);
            case EQUAL -> other.head(now);
            case ALWAYS_DIFFERENT -> {
                claims++;
                yield head(now, Digest.sha256((address.value() + claims).getBytes(StandardCharsets.US_ASCII)));
            }
        };
    }

    NodeHead head(Instant now) {
        return head(now, heads.current().root());
    }

    private NodeHead head(Instant now, Digest root) {
        HeadsTrie trie = heads.current();
        return new NodeHead(
                address.value(), NETWORK, now, trie.events(), trie.root(), root, trie.streams(), trie.events(), "1");
    }
}
