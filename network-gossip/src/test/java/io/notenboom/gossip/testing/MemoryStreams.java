// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.testing;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.ForkProof;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.gossip.reconcile.ReplicatedStreams;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A log in memory with the chain rules of the registry and events without signatures: {@code seq|sid or -|prev or -|text}.
 * Its id is the SHA-256 of that; a text that begins with "invalid" is rejected.
 */
public final class MemoryStreams implements ReplicatedStreams {

    private static final class Stream {
        final List<String> events = new ArrayList<>();
        final List<String> contradictions = new ArrayList<>();
        int frozenFrom = Integer.MAX_VALUE;
    }

    private final Map<Digest, Stream> streams = new LinkedHashMap<>();

    public static String genesis(String text) {
        return "0|-|-|" + text;
    }

    public static String next(String previous, String text) {
        return (sequence(previous) + 1) + "|" + stream(previous) + "|" + id(previous) + "|" + text;
    }

    public static Digest id(String event) {
        return Digest.sha256(event.getBytes(StandardCharsets.UTF_8));
    }

    public static long sequence(String event) {
        return Long.parseLong(event.split("\\|", 4)[0]);
    }

    public static Digest stream(String event) {
        String sid = event.split("\\|", 4)[1];
        return sid.equals("-") ? id(event) : new Digest(sid);
    }

    @Override
    public synchronized List<StreamEntry> heads() {
        return streams.keySet().stream().flatMap(sid -> head(sid).stream()).toList();
    }

    @Override
    public synchronized Optional<StreamEntry> head(Digest sid) {
        Stream stream = streams.get(sid);
        if (stream == null) {
            return Optional.empty();
        }
        int last = Math.min(stream.frozenFrom, stream.events.size()) - 1;
        boolean forked = stream.frozenFrom != Integer.MAX_VALUE;
        return Optional.of(new StreamEntry(sid, last, id(stream.events.get(last)), forked ? StreamEntry.FORKED : 0));
    }

    @Override
    public synchronized EventSuffix suffix(Digest sid, long from, int limit) {
        Stream stream = streams.get(sid);
        if (stream == null) {
            return new EventSuffix(sid, from, List.of(), null);
        }
        int end = Math.min(stream.events.size(), stream.frozenFrom);
        int to = (int) Math.min(end, from + limit);
        List<String> events = new ArrayList<>(from < to ? stream.events.subList((int) from, to) : List.of());
        if (to < end && !events.isEmpty()) {
            return new EventSuffix(sid, from, events, (long) to);
        }
        if (stream.frozenFrom != Integer.MAX_VALUE && from <= stream.frozenFrom) {
            events.add(stream.events.get(stream.frozenFrom));
            stream.contradictions.stream()
                    .filter(other -> sequence(other) == stream.frozenFrom)
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
        String[] parts = event.split("\\|", 4);
        int seq = Integer.parseInt(parts[0]);
        Stream stream = streams.computeIfAbsent(stream(event), sid -> new Stream());
        try {
            if (seq > stream.events.size()) {
                return new Verdict.Held(stream.events.size());
            }
            if (seq < stream.events.size() && stream.events.get(seq).equals(event)) {
                return new Verdict.Duplicate();
            }
            if (seq > 0 && !id(stream.events.get(seq - 1)).value().equals(parts[2])) {
                return new Verdict.Rejected(Verdict.WRONG_PREDECESSOR);
            }
            if (parts[3].startsWith("invalid")) {
                return new Verdict.Rejected("bad-signature");
            }
            if (seq < stream.events.size()) {
                stream.contradictions.add(event);
                stream.frozenFrom = Math.min(stream.frozenFrom, seq);
                return new Verdict.Fork();
            }
            if (seq >= stream.frozenFrom) {
                return new Verdict.Rejected(Verdict.STREAM_FROZEN);
            }
            stream.events.add(event);
            return new Verdict.Accepted();
        } finally {
            streams.values().removeIf(empty -> empty.events.isEmpty());
        }
    }

    /** Puts an event in without looking at it, as a node does that does not keep the rules. */
    public synchronized void plant(String event) {
        streams.computeIfAbsent(stream(event), sid -> new Stream()).events.add(event);
    }

    @Override
    public synchronized List<ForkProof> forks() {
        List<ForkProof> forks = new ArrayList<>();
        streams.forEach((sid, stream) -> stream.contradictions.forEach(other ->
                forks.add(new ForkProof(sid, sequence(other), stream.events.get((int) sequence(other)), other))));
        return forks;
    }
}
