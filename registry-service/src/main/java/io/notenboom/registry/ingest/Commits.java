// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import io.notenboom.registry.decision.FoundationDecisions;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.MalformedEventException;
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
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes verified events durable and then, and only then, visible: log, projection, heads, listeners, in this order. The
 * single writer calls it; heads, chains and forks may be read by many threads.
 */
public final class Commits {

    private static final int REPLAY_BATCH = 256;

    private final EventLog log;
    private final ForkEvidenceStore forkStore;
    private final RegistryProjection projection;
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private final List<VerifiedEvent> pending = new ArrayList<>();
    private final Map<EventId, StreamHead> heads = new ConcurrentHashMap<>();
    private final Map<EventId, Set<EventId>> offChain = new ConcurrentHashMap<>();
    private final List<ForkEvidence> forks = new CopyOnWriteArrayList<>();
    private volatile boolean failed;

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

    /** Entries of the log, with what they say. */
    record Batch(List<LogEntry> entries, List<UnverifiedEvent> events) {

        Batch {
            entries = List.copyOf(entries);
            events = List.copyOf(events);
        }
    }

    /**
     * Hands over the whole log in batches, in its order. While one is dealt with, the next is read and decoded.
     *
     * @param decode reads an entry; called by many threads
     * @param batches takes them; called by the caller's thread
     */
    void replay(Function<String, UnverifiedEvent> decode, Consumer<Batch> batches) {
        CompletableFuture<Batch> ahead = readAhead(0, decode);
        Batch batch = read(ahead);
        while (!batch.entries().isEmpty()) {
            ahead = readAhead(batch.entries().getLast().index() + 1, decode);
            batches.accept(batch);
            batch = read(ahead);
        }
    }

    private CompletableFuture<Batch> readAhead(long from, Function<String, UnverifiedEvent> decode) {
        return CompletableFuture.supplyAsync(() -> {
            List<LogEntry> entries = log.read(from, REPLAY_BATCH);
            return new Batch(
                    entries,
                    entries.parallelStream()
                            .map(entry -> decode.apply(entry.compact()))
                            .toList());
        });
    }

    private static Batch read(CompletableFuture<Batch> ahead) {
        try {
            return ahead.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LogFailureException failed
                    ? failed
                    : new LogFailureException("the event log cannot be read", e);
        }
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
            throw new LogFailureException("the event log failed before; the service has to start again");
        }
        if (pending.isEmpty()) {
            return;
        }
        boolean done = false;
        try {
            append();
            done = true;
        } finally {
            failed = !done;
        }
        pending.clear();
    }

    private void append() {
        List<UnverifiedEvent> events =
                pending.stream().map(VerifiedEvent::stored).toList();
        long first = log.size();
        switch (log.append(first, events)) {
            case AppendOutcome.Appended _ -> show(List.copyOf(pending), entries(first, events));
            case AppendOutcome.Conflict _ ->
                throw new LogFailureException("something else wrote to the event log; the service has to start again");
        }
    }

    /** As they are in the log from an index on. */
    private static List<LogEntry> entries(long first, List<UnverifiedEvent> events) {
        List<LogEntry> entries = new ArrayList<>(events.size());
        for (UnverifiedEvent event : events) {
            entries.add(new LogEntry(
                    first + entries.size(),
                    event.id(),
                    event.stream(),
                    event.header().sequence(),
                    event.header().type(),
                    event.compact()));
        }
        return entries;
    }

    /** Whether a write failed, so that nothing can be written until the log is read again by a new start. */
    public boolean failed() {
        return failed;
    }

    /**
     * Shows events that are in the log.
     *
     * @param events next events of their chains
     * @param entries what to tell listeners as new; none for events that they were told of before
     */
    void show(List<VerifiedEvent> events, List<LogEntry> entries) {
        Set<String> organisations = new TreeSet<>();
        for (VerifiedEvent event : events) {
            organisations.addAll(projection.apply(event));
            Set<EventId> off = offChain.get(event.stream());
            if (off != null) {
                off.remove(event.id());
            }
            heads.put(
                    event.stream(),
                    new StreamHead(event.stream(), event.header().sequence(), event.id(), false));
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

    /** The durable entry with this id. */
    Optional<LogEntry> logged(EventId event) {
        return log.find(event);
    }

    /** The durable entries of a stream from a sequence on, on every branch. */
    List<LogEntry> branches(EventId stream, long fromSequence) {
        return log.readStream(stream, fromSequence, Integer.MAX_VALUE);
    }

    /** Keeps the proof of a fork; durable when it returns. */
    void storeFork(ForkEvidence evidence) {
        forkStore.add(evidence);
        forks.add(evidence);
    }

    /** Reads the proofs that were kept before. */
    List<ForkEvidence> loadForks() {
        forks.addAll(forkStore.all());
        return forks();
    }

    /**
     * The chain of a stream changed otherwise than by a next event: it was cut back, or froze.
     *
     * @param off events in the log that are no longer on the chain
     */
    void cutBack(VendorStream stream, Collection<EventId> off) {
        if (!off.isEmpty()) {
            offChain.computeIfAbsent(stream.id(), id -> ConcurrentHashMap.newKeySet())
                    .addAll(off);
        }
        stream.head().ifPresent(head -> heads.put(stream.id(), head));
        tell(List.of(), projection.cutBack(stream.id(), stream.size(), stream.frozen()));
    }

    /** The Foundation decided. */
    void decided(FoundationDecisions decisions) {
        tell(List.of(), projection.decide(decisions));
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

    List<ForkEvidence> openForks(EventId stream) {
        StreamHead head = heads.get(stream);
        return head == null || !head.forked()
                ? List.of()
                : forks.stream()
                        .filter(fork -> fork.stream().equals(stream) && fork.sequence() == head.sequence() + 1)
                        .filter(fork -> follows(fork, head.id()))
                        .toList();
    }

    private static boolean follows(ForkEvidence fork, EventId previous) {
        try {
            return previous.equals(EventCodec.decode(fork.compact()).header().previous());
        } catch (MalformedEventException e) {
            throw new LogFailureException("the proof of a fork cannot be read", e);
        }
    }

    List<LogEntry> chain(EventId stream, long from, int limit) {
        StreamHead head = heads.get(stream);
        if (head == null || from > head.sequence()) {
            return List.of();
        }
        Set<EventId> off = offChain.getOrDefault(stream, Set.of());
        int most = (int) Math.min(Integer.MAX_VALUE, (long) limit + off.size());
        return log.readStream(stream, from, most).stream()
                .filter(entry -> entry.sequence() <= head.sequence() && !off.contains(entry.id()))
                .limit(limit)
                .toList();
    }
}
