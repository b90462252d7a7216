// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile.simulation;

import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.reconcile.Action;
import io.notenboom.gossip.reconcile.Answer;
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

/** A network in virtual time. The same seed gives the same run. */
final class Simulation {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration REFUSED = Duration.ofMillis(5);

    final List<SimulatedNode> nodes = new ArrayList<>();
    private final Map<PeerAddress, SimulatedNode> byAddress = new HashMap<>();
    private final PriorityQueue<Event> queue =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private final Map<SimulatedNode, Instant> planned = new HashMap<>();
    private final Random random;
    private final double loss;
    private Set<SimulatedNode> island = Set.of();
    private Instant now = START;
    private long number;
    long calls;

    private record Event(Instant at, long number, Runnable what) {}

    Simulation(int size, long seed, double loss) {
        this.random = new Random(seed);
        this.loss = loss;
        for (int i = 0; i < size; i++) {
            SimulatedNode node = new SimulatedNode(i, seed);
            nodes.add(node);
            byAddress.put(node.address, node);
        }
    }

    Instant now() {
        return now;
    }

    Duration elapsed() {
        return Duration.between(START, now);
    }

    void start() {
        for (SimulatedNode node : nodes) {
            later(
                    Duration.ofMillis(random.nextInt(2_000)),
                    () -> input(
                            node,
                            new Input.Peers(nodes.stream()
                                    .filter(other -> other != node)
                                    .map(SimulatedNode::asPeer)
                                    .toList())));
        }
    }

    /** From now on the first nodes cannot reach the others, nor the others them. */
    void partition(int first) {
        island = new HashSet<>(nodes.subList(0, first));
    }

    void input(SimulatedNode node, Input input) {
        node.engine.handle(input, now).forEach(action -> perform(node, action));
        Instant wake = node.engine.nextWake();
        Instant at = wake.isBefore(now) ? now : wake;
        Instant have = planned.get(node);
        if (have == null || have.isAfter(at) || !have.isAfter(now)) {
            planned.put(node, at);
            schedule(at, () -> {
                if (at.equals(planned.get(node))) {
                    input(node, new Input.Tick());
                }
            });
        }
    }

    private void perform(SimulatedNode node, Action action) {
        switch (action) {
            case Action.Ask ask -> ask(node, ask);
            case Action.Offer offer -> later(Duration.ofMillis(2), () -> node.perform(offer, this));
        }
    }

    private void ask(SimulatedNode node, Action.Ask ask) {
        calls++;
        SimulatedNode peer = byAddress.get(ask.peer().address());
        if (island.contains(node) != island.contains(peer)) {
            later(REFUSED, () -> input(node, new Input.Failed(ask.exchange(), Input.Failure.UNREACHABLE)));
        } else if (random.nextDouble() >= loss) {
            later(delay(), () -> {
                Answer answer = peer.serve(ask.call(), node, this);
                later(delay(), () -> input(node, new Input.Answered(ask.exchange(), answer)));
            });
        }
    }

    private Duration delay() {
        return Duration.ofMillis(5 + random.nextInt(45));
    }

    private void later(Duration delay, Runnable what) {
        schedule(now.plus(delay), what);
    }

    private void schedule(Instant at, Runnable what) {
        queue.add(new Event(at, number++, what));
    }

    void run(Duration duration) {
        Instant end = now.plus(duration);
        while (!queue.isEmpty() && !queue.peek().at().isAfter(end)) {
            Event event = queue.remove();
            now = event.at();
            event.what().run();
        }
        now = end;
    }

    /** Runs until all nodes agree; returns how long it took, or fails after a limit. */
    Duration runUntilEqual(Duration limit) {
        Instant begin = now;
        Instant end = now.plus(limit);
        while (!equal(nodes)) {
            if (!now.isBefore(end)) {
                throw new AssertionError("not converged within " + limit);
            }
            run(Duration.ofMillis(100));
        }
        return Duration.between(begin, now);
    }

    static boolean equal(List<SimulatedNode> nodes) {
        Digest root = nodes.getFirst().heads.current().root();
        return nodes.stream().allMatch(node -> node.heads.current().root().equals(root));
    }
}
