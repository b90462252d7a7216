// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.AppendOutcome;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.ForkEvidence;
import io.notenboom.registry.log.ForkEvidenceStore;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.stream.StreamHead;
import io.notenboom.registry.stream.VendorStream;
import io.notenboom.registry.verify.VerifiedEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Makes verified events durable and then, and only then, visible: log, projection, heads, listeners, in this order. The
 * single writer calls it; heads and forks may be read by many threads.
 */
public final class Commits {

    private static final int REPLAY_BATCH = 256;

    private final EventLog log;
    private final ForkEvidenceStore forkStore;
    private final RegistryProjection projection;
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private final List<VerifiedEvent> pending = new ArrayList<>();
    private final Map<EventId, StreamHead> heads = new ConcurrentHashMap<>();
    private final List<ForkEvidence> forks = new CopyOnWriteArrayList<>();
    private boolean failed;

    /** Wires the parts. */
    public Commits(EventLog log, ForkEvidenceStore forkStore, RegistryProjection projection) {
        this.log = log;
        this.forkStore = forkStore;
        this.projection = projection;
    }

    /** Adds a listener; it is told of everything from now on. To be called before the log is read. */
    public void listen(CommitListener listener) {
        listeners.add(listener);
    }

    /** Reads the whole log, in batches, through a function that verifies. */
    void replay(Function<String, VerifiedEvent> verify) {
        long next = 0;
        List<LogEntry> entries = log.read(next, REPLAY_BATCH);
        while (!entries.isEmpty()) {
            show(entries.stream().map(entry -> verify.apply(entry.compact())).toList(), entries);
            next += entries.size();
            entries = log.read(next, REPLAY_BATCH);
        }
    }

    List<ForkEvidence> knownForks() {
        return forkStore.all();
    }

    /** Takes an event for the next write. Returns the index that it will have. */
    long add(VerifiedEvent event) {
        if (pending.size() == EventLog.MAX_BATCH) {
            flush();
        }
        pending.add(event);
        return log.size() + pending.size() - 1;
    }

    /** Writes what was taken. */
    void flush() {
        if (failed) {
            throw new LogFailureException("the event log failed before; restart the service");
        }
        if (pending.isEmpty()) {
            return;
        }
        failed = true;
        List<UnverifiedEvent> events =
                pending.stream().map(VerifiedEvent::stored).toList();
        long first = log.size();
        switch (log.append(first, events)) {
            case AppendOutcome.Appended _ -> show(List.copyOf(pending), log.read(first, events.size()));
            case AppendOutcome.Conflict _ ->
                throw new LogFailureException("something else wrote to the event log; restart the service");
        }
        pending.clear();
        failed = false;
    }

    private void show(List<VerifiedEvent> events, List<LogEntry> entries) {
        Set<String> organisations = new TreeSet<>();
        for (VerifiedEvent event : events) {
            organisations.addAll(projection.apply(event));
            boolean forked = Optional.ofNullable(heads.get(event.stream()))
                    .filter(StreamHead::forked)
                    .isPresent();
            if (!forked) {
                heads.put(
                        event.stream(),
                        new StreamHead(event.stream(), event.header().sequence(), event.id(), false));
            }
        }
        tell(entries, organisations);
    }

    /** What is durable stays so whatever a listener does: its failure is its own. */
    private void tell(List<LogEntry> entries, Set<String> organisations) {
        for (CommitListener listener : listeners) {
            try {
                listener.committed(entries, organisations);
            } catch (RuntimeException e) {
                System.getLogger(Commits.class.getName())
                        .log(System.Logger.Level.ERROR, "a listener failed on committed events", e);
            }
        }
    }

    /** Keeps the proof of a fork. */
    void storeFork(ForkEvidence evidence) {
        forkStore.add(evidence);
    }

    /** Shows a stream as frozen. Its proof is stored. */
    void freeze(VendorStream stream, ForkEvidence evidence) {
        if (!forks.contains(evidence)) {
            forks.add(evidence);
        }
        stream.head().ifPresent(head -> heads.put(stream.id(), head));
        Set<String> organisations = projection.freeze(stream.id(), stream.frozenFrom());
        tell(List.of(), organisations);
    }

    /** An event that had been held was tried again. */
    void retried(IngestVerdict verdict) {
        switch (verdict) {
            case IngestVerdict.Rejected rejected ->
                System.getLogger(Commits.class.getName())
                        .log(
                                System.Logger.Level.INFO,
                                "an event that had been held was rejected: {0}",
                                rejected.code());
            case IngestVerdict.Accepted _, IngestVerdict.Duplicate _, IngestVerdict.Held _, IngestVerdict.Fork _ -> {}
        }
    }

    List<StreamHead> heads() {
        return heads.values().stream()
                .sorted(Comparator.comparing(StreamHead::stream))
                .toList();
    }

    Optional<StreamHead> head(EventId stream) {
        return Optional.ofNullable(heads.get(stream));
    }

    List<ForkEvidence> forks() {
        return List.copyOf(forks);
    }
}
