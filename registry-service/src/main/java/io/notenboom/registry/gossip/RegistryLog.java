// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.gossip.node.OwnHead;
import io.notenboom.gossip.node.ReplicatedLog;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.ForkProof;
import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.ingest.EventIngest;
import io.notenboom.registry.ingest.HeldReason;
import io.notenboom.registry.ingest.IngestVerdict;
import io.notenboom.registry.ingest.StreamDirectory;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.ForkEvidence;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.stream.StreamHead;
import io.notenboom.registry.tlog.TreeHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The registry's log as gossip sees it. Everything that it shows is durable. */
public final class RegistryLog implements ReplicatedLog {

    private final EventLog log;
    private final EventIngest ingest;
    private final StreamDirectory directory;
    private final String epoch;

    /** Wires the parts; {@code epoch} changes when the node starts another log. */
    public RegistryLog(EventLog log, EventIngest ingest, StreamDirectory directory, String epoch) {
        this.log = log;
        this.ingest = ingest;
        this.directory = directory;
        this.epoch = epoch;
    }

    @Override
    public OwnHead.LogState state() {
        TreeHead head = log.head();
        return new OwnHead.LogState(head.size(), Digest.of(head.root().bytes()), epoch);
    }

    @Override
    public List<StreamEntry> heads() {
        return directory.heads().stream().map(RegistryLog::entry).toList();
    }

    @Override
    public Optional<StreamEntry> head(Digest sid) {
        return directory.head(id(sid)).map(RegistryLog::entry);
    }

    private static StreamEntry entry(StreamHead head) {
        return new StreamEntry(
                digest(head.stream()), head.sequence(), digest(head.id()), head.forked() ? StreamEntry.FORKED : 0);
    }

    private static Digest digest(EventId id) {
        return new Digest(id.value());
    }

    private static EventId id(Digest digest) {
        return new EventId(digest.value());
    }

    @Override
    public EventSuffix suffix(Digest sid, long from, int limit) {
        Optional<StreamHead> head = directory.head(id(sid));
        if (head.isEmpty()) {
            return new EventSuffix(sid, from, List.of(), null);
        }
        long last = head.get().sequence();
        List<String> events = new ArrayList<>();
        int characters = 0;
        for (LogEntry entry : directory.chain(id(sid), from, limit)) {
            characters += entry.compact().length();
            if (entry.sequence() == from + events.size() && characters <= GossipLimits.MAX_EVENTS_CHARACTERS) {
                events.add(entry.compact());
            }
        }
        long next = from + events.size();
        if (next <= last) {
            return new EventSuffix(sid, from, events, events.isEmpty() ? null : next);
        }
        if (head.get().forked() && from <= last + 1) {
            return withProof(sid, from, events, limit);
        }
        return new EventSuffix(sid, from, events, null);
    }

    /** The events that contradict each other are the end of what others get of a forked stream. */
    private EventSuffix withProof(Digest sid, long from, List<String> events, int limit) {
        long place = from + events.size();
        List<String> proof = directory.openForks(id(sid)).stream()
                .findFirst()
                .map(fork -> List.of(accepted(fork), fork.compact()))
                .orElse(List.of());
        if (events.size() + proof.size() > limit && !events.isEmpty()) {
            return new EventSuffix(sid, from, events, place);
        }
        List<String> all = new ArrayList<>(events);
        all.addAll(proof);
        return new EventSuffix(sid, from, all, null);
    }

    private String accepted(ForkEvidence fork) {
        return log.find(fork.accepted())
                .map(LogEntry::compact)
                .orElseThrow(() -> new IllegalStateException("the accepted event of a fork is in the log"));
    }

    @Override
    public List<Verdict> offer(List<String> events) {
        return ingest.submit(events).stream().map(RegistryLog::verdict).toList();
    }

    private static Verdict verdict(IngestVerdict verdict) {
        return switch (verdict) {
            case IngestVerdict.Accepted _ -> new Verdict.Accepted();
            case IngestVerdict.Duplicate _ -> new Verdict.Duplicate();
            case IngestVerdict.Held held
            when held.reason() == HeldReason.STREAM_FROZEN -> new Verdict.Rejected(Verdict.STREAM_FROZEN);
            case IngestVerdict.Held held -> new Verdict.Held(held.expectedSequence());
            case IngestVerdict.Rejected rejected -> new Verdict.Rejected(rejected.code());
            case IngestVerdict.Fork _ -> new Verdict.Fork();
        };
    }

    @Override
    public List<ForkProof> forks() {
        return directory.forks().stream()
                .map(fork -> new ForkProof(digest(fork.stream()), fork.sequence(), accepted(fork), fork.compact()))
                .toList();
    }
}
