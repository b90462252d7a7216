// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.peer.PeerFailure;
import io.notenboom.gossip.peer.PeerList;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.reconcile.Action;
import io.notenboom.gossip.reconcile.Answer;
import io.notenboom.gossip.reconcile.GossipSettings;
import io.notenboom.gossip.reconcile.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Nodes in virtual time. The same seed gives the same run; nothing waits for the machine's clock. */
public final class SimulatedNetwork {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration REFUSED = Duration.ofMillis(5);
    private static final Duration OWN_LOG = Duration.ofMillis(2);
    private static final Duration STEP = Duration.ofMillis(50);
    private static final int FASTEST_MILLIS = 5;
    private static final int SPREAD_MILLIS = 45;
    private static final int START_MILLIS = 2_000;

    /** Up to so many nodes have lists without themselves; in larger networks that one peer in thousands does not matter. */
    private static final int SMALL = 1_000;

    final List<SimulatedNode> nodes = new ArrayList<>();
    private final Map<PeerAddress, SimulatedNode> byAddress = new HashMap<>();
    private final PriorityQueue<Event> queue =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
    private final WireCosts costs = new WireCosts();
    private final long seed;
    private final Random random;
    private final Faults faults;
    private Set<SimulatedNode> island = Set.of();
    private Instant now = START;
    private long number;
    private long calls;
    private long bytes;

    private record Event(Instant at, long number, Runnable what) {}

    /**
     * Makes a network; {@link #start} lets it talk.
     *
     * @param size number of nodes
     * @param seed decides everything that is left to chance
     * @param history what all nodes hold from the start; null for nothing
     */
    public SimulatedNetwork(
            int size, long seed, GossipSettings settings, Faults faults, @Nullable SimulatedStreams history) {
        this.seed = seed;
        this.random = new Random(seed);
        this.faults = faults;
        for (int i = 0; i < size; i++) {
            add(settings, history);
        }
    }

    /** Adds a node; it gets its peers later. */
    SimulatedNode add(GossipSettings settings, @Nullable SimulatedStreams history) {
        SimulatedNode node = new SimulatedNode(nodes.size(), this, settings, history);
        nodes.add(node);
        byAddress.put(node.address, node);
        return node;
    }

    Faults faults() {
        return faults;
    }

    long seed() {
        return seed;
    }

    Instant now() {
        return now;
    }

    long calls() {
        return calls;
    }

    /** Bytes of all messages so far, with {@link Formulas#MESSAGE_OVERHEAD_BYTES} for each. */
    long bytes() {
        return bytes;
    }

    /** Bytes of pages of tries so far. */
    long pageBytes() {
        return costs.pages();
    }

    /** Events in messages so far, each as often as it was sent. */
    long sentEvents() {
        return costs.events();
    }

    SimulatedNode at(PeerAddress address) {
        SimulatedNode node = byAddress.get(address);
        if (node == null) {
            throw new IllegalArgumentException("no node has this address");
        }
        return node;
    }

    /** Tells every node its peers, which are all others, within two seconds. */
    public void start() {
        PeerList all =
                PeerList.of(nodes.stream().map(node -> node.asPeer(false)).toList());
        for (SimulatedNode node : nodes) {
            join(node, nodes.size() > SMALL ? all : others(node, 0));
        }
        if (faults.churn() > 0) {
            later(Faults.CHURN_PERIOD, this::churn);
        }
    }

    /** All other nodes; the first ones are bootstrap peers. */
    PeerList others(SimulatedNode node, int bootstrap) {
        List<KnownPeer> peers = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) != node) {
                peers.add(nodes.get(i).asPeer(i < bootstrap));
            }
        }
        return PeerList.of(peers);
    }

    void join(SimulatedNode node, PeerList peers) {
        later(Duration.ofMillis(random.nextInt(START_MILLIS)), () -> input(node, new Input.Peers(peers)));
    }

    private void churn() {
        for (SimulatedNode node : nodes) {
            boolean back = node.down;
            node.down = random.nextDouble() < faults.churn();
            if (back && !node.down) {
                later(Duration.ZERO, () -> input(node, new Input.Tick()));
            }
        }
        later(Faults.CHURN_PERIOD, this::churn);
    }

    /** From now on the first nodes cannot reach the others, nor the others them; 0 heals. */
    public void partition(int first) {
        island = new HashSet<>(nodes.subList(0, first));
    }

    void input(SimulatedNode node, Input input) {
        if (node.down) {
            return;
        }
        node.engine.handle(input, node.localTime(now)).forEach(action -> perform(node, action));
        Instant wake = node.engine.nextWake();
        Instant due = wake.equals(Instant.MIN) ? now : wake.minus(node.skew);
        Instant at = due.isBefore(now) ? now : due;
        Instant have = node.planned;
        if (have == null || have.isAfter(at) || !have.isAfter(now)) {
            node.planned = at;
            schedule(at, () -> {
                if (at.equals(node.planned)) {
                    input(node, new Input.Tick());
                }
            });
        }
    }

    private void perform(SimulatedNode node, Action action) {
        switch (action) {
            case Action.Ask ask -> ask(node, ask);
            case Action.Offer offer ->
                later(
                        OWN_LOG,
                        () -> input(node, new Input.Offered(offer.exchange(), node.offer(offer.events(), this))));
        }
    }

    private void ask(SimulatedNode node, Action.Ask ask) {
        calls++;
        SimulatedNode peer = at(ask.peer().address());
        if (peer == node || peer.down || island.contains(node) != island.contains(peer)) {
            later(REFUSED, () -> input(node, new Input.Failed(ask.exchange(), PeerFailure.UNREACHABLE)));
        } else if (random.nextDouble() >= faults.loss()) {
            bytes += costs.of(ask.call(), node);
            later(delay(), () -> {
                if (!peer.down) {
                    Answer answer = peer.serve(ask.call(), node, this);
                    bytes += costs.of(answer);
                    later(delay(), () -> input(node, new Input.Answered(ask.exchange(), answer)));
                }
            });
        }
    }

    private Duration delay() {
        return Duration.ofMillis(FASTEST_MILLIS + random.nextInt(SPREAD_MILLIS));
    }

    private void later(Duration delay, Runnable what) {
        schedule(now.plus(delay), what);
    }

    private void schedule(Instant at, Runnable what) {
        queue.add(new Event(at, number++, what));
    }

    /** Lets time go on. */
    public void run(Duration duration) {
        Instant end = now.plus(duration);
        Event next = queue.peek();
        while (next != null && !next.at().isAfter(end)) {
            queue.remove();
            now = next.at();
            next.what().run();
            next = queue.peek();
        }
        now = end;
    }

    /** Lets time go on until something holds; returns how long it took, the limit if it does not come to hold. */
    public Duration runUntil(BooleanSupplier condition, Duration limit) {
        Instant begin = now;
        while (!condition.getAsBoolean() && now.isBefore(begin.plus(limit))) {
            run(STEP);
        }
        return Duration.between(begin, now);
    }

    /** Whether these nodes have the same heads root; those that are away do not count. */
    static boolean equal(List<SimulatedNode> nodes) {
        @Nullable Digest root = null;
        for (SimulatedNode node : nodes) {
            if (!node.down) {
                Digest mine = node.heads.current().root();
                if (root != null && !root.equals(mine)) {
                    return false;
                }
                root = mine;
            }
        }
        return true;
    }
}
