// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.ForkProof;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.gossip.reconcile.ReplicatedStreams;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A log in memory with the chain rules of the registry for {@link SimulatedEvent}s: gaps and events from the future are held,
 * a second event at one place freezes the stream before it. Streams of a common history are shared until they change. Not
 * safe for many threads, but for its own use by one at a time.
 */
public final class SimulatedStreams implements ReplicatedStreams {

    /** How far ahead of the node's clock an event may be issued. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Map<Digest, Chain> own = new LinkedHashMap<>();
    private final Map<Digest, Chain> history;
    private final InstantSource clock;

    /** One stream; changed only by the log that made it. */
    private static final class Chain {
        final List<String> events;
        final List<String> contradictions = new ArrayList<>();
        Digest head;
        int frozenFrom = Integer.MAX_VALUE;

        Chain(String genesis) {
            this.events = new ArrayList<>(List.of(genesis));
            this.head = SimulatedEvent.id(genesis);
        }

        Chain(Chain shared) {
            this.events = new ArrayList<>(shared.events);
            this.head = shared.head;
        }

        StreamEntry entry(Digest sid) {
            boolean forked = frozenFrom != Integer.MAX_VALUE;
            int last = Math.min(frozenFrom, events.size()) - 1;
            return new StreamEntry(
                    sid, last, forked ? SimulatedEvent.id(events.get(last)) : head, forked ? StreamEntry.FORKED : 0);
        }
    }

    /** An empty log. */
    public SimulatedStreams(InstantSource clock) {
        this.clock = clock;
        this.history = Map.of();
    }

    /** A log that begins with what another one holds, which must not change any more. */
    public SimulatedStreams(InstantSource clock, SimulatedStreams shared) {
        this.clock = clock;
        Map<Digest, Chain> all = new LinkedHashMap<>(shared.history);
        all.putAll(shared.own);
        this.history = shared.history.isEmpty() ? shared.own : all;
    }

    private Optional<Chain> chain(Digest sid) {
        Chain mine = own.get(sid);
        return Optional.ofNullable(mine == null ? history.get(sid) : mine);
    }

    private Chain toChange(Digest sid) {
        return own.computeIfAbsent(sid, stream -> new Chain(chain(stream).orElseThrow(IllegalStateException::new)));
    }

    @Override
    public synchronized List<StreamEntry> heads() {
        List<StreamEntry> heads = new ArrayList<>();
        history.forEach((sid, chain) -> {
            if (!own.containsKey(sid)) {
                heads.add(chain.entry(sid));
            }
        });
        own.forEach((sid, chain) -> heads.add(chain.entry(sid)));
        return heads;
    }

    @Override
    public synchronized Optional<StreamEntry> head(Digest sid) {
        return chain(sid).map(chain -> chain.entry(sid));
    }

    @Override
    public synchronized EventSuffix suffix(Digest sid, long from, int limit) {
        Optional<Chain> found = chain(sid);
        if (found.isEmpty()) {
            return new EventSuffix(sid, from, List.of(), null);
        }
        Chain chain = found.get();
        int end = Math.min(chain.events.size(), chain.frozenFrom);
        int to = (int) Math.min(end, from + limit);
        List<String> events = new ArrayList<>(from < to ? chain.events.subList((int) from, to) : List.of());
        if (to < end && !events.isEmpty()) {
            return new EventSuffix(sid, from, events, (long) to);
        }
        if (chain.frozenFrom != Integer.MAX_VALUE && from <= chain.frozenFrom) {
            events.add(chain.events.get(chain.frozenFrom));
            chain.contradictions.stream()
                    .filter(other -> SimulatedEvent.sequence(other) == chain.frozenFrom)
                    .findFirst()
                    .ifPresent(events::add);
        }
        return new EventSuffix(sid, from, events, null);
    }

    @Override
    public synchronized List<Verdict> offer(List<String> events) {
        return events.stream().map(this::offer).toList();
    }

    private Verdict offer(String event) {
        long seq = SimulatedEvent.sequence(event);
        Digest sid = SimulatedEvent.stream(event);
        Optional<Chain> found = chain(sid);
        int size = found.map(chain -> chain.events.size()).orElse(0);
        Instant latest = clock.instant().plus(TOLERANCE);
        if (seq > size || (seq == size && SimulatedEvent.issuedAt(event).isAfter(latest))) {
            return new Verdict.Held(size);
        }
        if (found.isEmpty()) {
            own.put(sid, new Chain(event));
            return new Verdict.Accepted();
        }
        return place(event, (int) seq, found.get(), sid);
    }

    private Verdict place(String event, int seq, Chain chain, Digest sid) {
        if (seq < chain.events.size() && chain.events.get(seq).equals(event)) {
            return new Verdict.Duplicate();
        }
        if (seq > 0 && !idAt(chain, seq - 1).value().equals(SimulatedEvent.previous(event))) {
            return new Verdict.Rejected(Verdict.WRONG_PREDECESSOR);
        }
        if (SimulatedEvent.isInvalid(event)) {
            return new Verdict.Rejected("bad-signature");
        }
        if (seq < chain.events.size()) {
            Chain changed = toChange(sid);
            changed.contradictions.add(event);
            changed.frozenFrom = Math.min(changed.frozenFrom, seq);
            return new Verdict.Fork();
        }
        if (seq >= chain.frozenFrom) {
            return new Verdict.Rejected(Verdict.STREAM_FROZEN);
        }
        Chain changed = toChange(sid);
        changed.events.add(event);
        changed.head = SimulatedEvent.id(event);
        return new Verdict.Accepted();
    }

    private static Digest idAt(Chain chain, int seq) {
        return seq == chain.events.size() - 1 ? chain.head : SimulatedEvent.id(chain.events.get(seq));
    }

    /** Puts an event in without looking at it, as a node does that does not keep the rules. */
    public synchronized void plant(String event) {
        Chain chain = toChange(SimulatedEvent.stream(event));
        chain.events.add(event);
        chain.head = SimulatedEvent.id(event);
    }

    @Override
    public synchronized List<ForkProof> forks() {
        List<ForkProof> forks = new ArrayList<>();
        own.forEach((sid, chain) -> chain.contradictions.forEach(other -> forks.add(new ForkProof(
                sid, SimulatedEvent.sequence(other), chain.events.get((int) SimulatedEvent.sequence(other)), other))));
        return forks;
    }
}
