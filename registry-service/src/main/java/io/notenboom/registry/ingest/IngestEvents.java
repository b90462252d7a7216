// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.ForkEvidence;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.stream.ChainPosition;
import io.notenboom.registry.stream.StreamHead;
import io.notenboom.registry.stream.VendorStream;
import io.notenboom.registry.verify.EventVerifier;
import io.notenboom.registry.verify.VerificationFailedException;
import io.notenboom.registry.verify.VerifiedEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The only place that knows the order: decode, find the place in the chain, verify, append, project, tell. One thread at a
 * time is the writer; it takes along what other threads have delivered meanwhile, so that they share one disk write.
 */
public final class IngestEvents implements EventIngest, StreamDirectory {

    /** The most events of one delivery. */
    public static final int MAX_DELIVERY = 256;

    private final EventVerifier verifier;
    private final InstantSource clock;
    private final Commits commits;
    private final HeldEvents held = new HeldEvents(HeldEvents.Limits.STANDARD);
    private final Map<EventId, VendorStream> streams = new HashMap<>();
    private final ReentrantLock writer = new ReentrantLock();
    private final ConcurrentLinkedQueue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

    /** What one caller delivered; filled in by the writer, under the lock. */
    private static final class Delivery {
        private final List<String> compacts;
        private @Nullable List<IngestVerdict> verdicts;

        private Delivery(List<String> compacts) {
            this.compacts = compacts;
        }
    }

    /** Wires the parts; {@link #start} has to be called before anything is submitted. */
    public IngestEvents(EventVerifier verifier, InstantSource clock, Commits commits) {
        this.verifier = verifier;
        this.clock = clock;
        this.commits = commits;
    }

    /**
     * Reads the log and the known forks, and tells the listeners of everything in them. Every signature is verified again.
     *
     * @throws LogFailureException if the log holds an event that is not valid
     */
    public void start() {
        writer.lock();
        try {
            commits.replay(this::replayed);
            for (ForkEvidence fork : commits.knownForks()) {
                VendorStream stream = stream(fork.stream());
                stream.freeze(fork.sequence());
                commits.freeze(stream, fork);
            }
        } finally {
            writer.unlock();
        }
    }

    private VerifiedEvent replayed(String compact) {
        try {
            UnverifiedEvent event = EventCodec.decode(compact);
            VendorStream stream = stream(event.stream());
            VerifiedEvent verified = verifier.verify(event, stream);
            append(verified, stream);
            return verified;
        } catch (MalformedEventException | VerificationFailedException | IllegalStateException e) {
            throw new LogFailureException(
                    "the event log holds an event that is not valid here; check that notenboom.registry.network and the"
                            + " Foundation's root are those of this log",
                    e);
        }
    }

    @Override
    public List<IngestVerdict> submit(List<String> compacts) {
        if (compacts.size() > MAX_DELIVERY) {
            throw new IllegalArgumentException("a delivery has at most " + MAX_DELIVERY + " events");
        }
        Delivery delivery = new Delivery(List.copyOf(compacts));
        deliveries.add(delivery);
        writer.lock();
        try {
            while (delivery.verdicts == null && !deliveries.isEmpty()) {
                writeDelivered();
            }
            List<IngestVerdict> verdicts = delivery.verdicts;
            if (verdicts == null) {
                throw new LogFailureException("the event log failed; restart the service");
            }
            return verdicts;
        } finally {
            writer.unlock();
        }
    }

    @Override
    public IngestVerdict append(String compact) {
        writer.lock();
        try {
            UnverifiedEvent event = EventCodec.decode(compact);
            Instant now = clock.instant();
            IngestVerdict verdict = placeNext(event, now);
            if (verdict instanceof IngestVerdict.Accepted) {
                retry(event.stream(), now);
            }
            commits.flush();
            return verdict;
        } catch (MalformedEventException e) {
            return new IngestVerdict.Rejected(e.code());
        } finally {
            writer.unlock();
        }
    }

    private IngestVerdict placeNext(UnverifiedEvent event, Instant now) {
        VendorStream stream = stream(event.stream());
        try {
            return switch (stream.position(event, now)) {
                case ChainPosition.Next _ -> accept(event, stream);
                case ChainPosition.Present _ -> new IngestVerdict.Duplicate(event.id());
                case ChainPosition.Broken broken -> new IngestVerdict.Rejected(broken.code());
                case ChainPosition.Early _ -> new IngestVerdict.Rejected(HeldReason.ISSUED_IN_THE_FUTURE.wireName());
                case ChainPosition.Ahead _ -> new IngestVerdict.Rejected(HeldReason.PREDECESSOR_MISSING.wireName());
                case ChainPosition.Contradicts _ -> new IngestVerdict.Rejected("place-is-taken");
            };
        } finally {
            discardIfEmpty(stream);
        }
    }

    /** Tries again the events whose date has come. To be called every few seconds. */
    public void retryHeld() {
        writer.lock();
        try {
            Instant now = clock.instant();
            held.streams().forEach(stream -> retry(stream, now));
            commits.flush();
        } finally {
            writer.unlock();
        }
    }

    private void writeDelivered() {
        Map<Delivery, List<IngestVerdict>> judged = new LinkedHashMap<>();
        int events = 0;
        Delivery next = deliveries.poll();
        while (next != null) {
            judged.put(next, next.compacts.stream().map(this::judge).toList());
            events += next.compacts.size();
            next = events < MAX_DELIVERY ? deliveries.poll() : null;
        }
        commits.flush();
        judged.forEach((delivery, verdicts) -> delivery.verdicts = verdicts);
    }

    private IngestVerdict judge(String compact) {
        try {
            UnverifiedEvent event = EventCodec.decode(compact);
            Instant now = clock.instant();
            IngestVerdict verdict = place(event, now);
            if (verdict instanceof IngestVerdict.Accepted) {
                retry(event.stream(), now);
            }
            return verdict;
        } catch (MalformedEventException e) {
            return new IngestVerdict.Rejected(e.code());
        }
    }

    private void retry(EventId streamId, Instant now) {
        Instant latest = now.plus(VendorStream.TOLERANCE);
        List<UnverifiedEvent> ready = held.takeReady(streamId, size(streamId), latest);
        while (!ready.isEmpty()) {
            for (UnverifiedEvent event : ready) {
                commits.retried(place(event, now));
            }
            ready = held.takeReady(streamId, size(streamId), latest);
        }
    }

    private long size(EventId streamId) {
        VendorStream stream = streams.get(streamId);
        return stream == null ? 0 : stream.size();
    }

    private IngestVerdict place(UnverifiedEvent event, Instant now) {
        VendorStream stream = stream(event.stream());
        try {
            return switch (stream.position(event, now)) {
                case ChainPosition.Present _ -> new IngestVerdict.Duplicate(event.id());
                case ChainPosition.Broken broken -> new IngestVerdict.Rejected(broken.code());
                case ChainPosition.Early _ -> hold(event, stream, HeldReason.ISSUED_IN_THE_FUTURE);
                case ChainPosition.Ahead _ -> hold(event, stream, HeldReason.PREDECESSOR_MISSING);
                case ChainPosition.Contradicts contradicts -> fork(event, stream, contradicts.present());
                case ChainPosition.Next _ -> accept(event, stream);
            };
        } finally {
            discardIfEmpty(stream);
        }
    }

    private IngestVerdict hold(UnverifiedEvent event, VendorStream stream, HeldReason reason) {
        held.add(event);
        return new IngestVerdict.Held(event.id(), event.stream(), reason, stream.size());
    }

    private IngestVerdict accept(UnverifiedEvent event, VendorStream stream) {
        try {
            VerifiedEvent verified = verifier.verify(event, stream);
            append(verified, stream);
            return new IngestVerdict.Accepted(event.id(), commits.add(verified));
        } catch (VerificationFailedException e) {
            return new IngestVerdict.Rejected(e.code());
        }
    }

    private static void append(VerifiedEvent event, VendorStream stream) {
        stream.append(
                event.id(),
                event.header().sequence(),
                event.header().issuedAt(),
                event.introduced().orElse(null));
    }

    private IngestVerdict fork(UnverifiedEvent event, VendorStream stream, EventId present) {
        try {
            VerifiedEvent verified = verifier.verify(event, stream);
            ForkEvidence evidence = new ForkEvidence(
                    event.stream(), verified.header().sequence(), present, verified.id(), event.compact());
            commits.flush();
            commits.storeFork(evidence);
            stream.freeze(evidence.sequence());
            commits.freeze(stream, evidence);
            return new IngestVerdict.Fork(evidence);
        } catch (VerificationFailedException e) {
            return new IngestVerdict.Rejected(e.code());
        }
    }

    private VendorStream stream(EventId id) {
        return streams.computeIfAbsent(id, VendorStream::new);
    }

    /** A stream of which nothing was accepted must not stay behind: anyone can name one. */
    private void discardIfEmpty(VendorStream stream) {
        if (stream.size() == 0) {
            streams.remove(stream.id(), stream);
        }
    }

    @Override
    public List<StreamHead> heads() {
        return commits.heads();
    }

    @Override
    public Optional<StreamHead> head(EventId stream) {
        return commits.head(stream);
    }

    @Override
    public List<ForkEvidence> forks() {
        return commits.forks();
    }
}
