// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import io.notenboom.registry.decision.FoundationDecisions;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.ForkEvidence;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.stream.ChainPosition;
import io.notenboom.registry.stream.Signer;
import io.notenboom.registry.stream.StreamHead;
import io.notenboom.registry.stream.VendorStream;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.verify.EventVerifier;
import io.notenboom.registry.verify.KnownSignatures;
import io.notenboom.registry.verify.SignatureChecks;
import io.notenboom.registry.verify.VerificationFailedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The only place that knows the order: decode, find the place in the chain, verify, append, project, tell. One thread at a
 * time is the writer; it takes along what other threads have delivered meanwhile, so that they share one disk write.
 */
public final class IngestEvents implements EventIngest, StreamDirectory, SignerDirectory {

    /** The most events of one delivery. */
    public static final int MAX_DELIVERY = 256;

    private final EventVerifier verifier;
    private final InstantSource clock;
    private final Commits commits;
    private final Chains chains;
    private final HeldEvents held = new HeldEvents(HeldEvents.Limits.STANDARD);
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
        this.chains = new Chains(verifier, commits);
    }

    /** Reads the log and checks every signature in it again; see {@link #start(Optional)}. */
    public void start() {
        start(Optional.empty());
    }

    /**
     * Reads the log and the known forks, and tells the listeners of everything in them. Signatures of events that this node
     * verified before it signed its last checkpoint are not checked again.
     *
     * @param own that checkpoint, if its signature by this node's own key was checked; empty to check everything
     * @throws LogFailureException if the log holds an event that is not valid
     */
    public void start(Optional<Checkpoint> own) {
        writer.lock();
        try {
            chains.replay(own);
        } finally {
            writer.unlock();
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
                throw new LogFailureException("the event log failed; the service has to start again");
            }
            return verdicts;
        } finally {
            writer.unlock();
        }
    }

    @Override
    public List<IngestVerdict> submit(PreparedEvents prepared) {
        writer.lock();
        try {
            chains.know(prepared.signatures());
            List<IngestVerdict> verdicts =
                    prepared.events().stream().map(this::judge).toList();
            commits.flush();
            return verdicts;
        } finally {
            chains.know(KnownSignatures.NONE);
            writer.unlock();
        }
    }

    @Override
    public IngestVerdict append(String compact, BooleanSupplier mayAppend) {
        writer.lock();
        try {
            if (!mayAppend.getAsBoolean()) {
                return new IngestVerdict.Rejected("writer-superseded");
            }
            UnverifiedEvent event = EventCodec.decode(compact);
            Instant now = clock.instant();
            IngestVerdict verdict = judge(event, now, this::placeNext);
            commits.flush();
            return verdict;
        } catch (MalformedEventException e) {
            return new IngestVerdict.Rejected(e.code());
        } finally {
            writer.unlock();
        }
    }

    /** Tries again the events whose date has come. To be called every few seconds. */
    public void retryHeld() {
        writer.lock();
        try {
            retryAll(clock.instant());
            commits.flush();
        } finally {
            writer.unlock();
        }
    }

    /** Number of events that wait for a predecessor, their date, or the decision about a fork. */
    public int held() {
        return held.size();
    }

    private void writeDelivered() {
        Map<Delivery, List<ReadEvent>> taken = new LinkedHashMap<>();
        int events = 0;
        Delivery next = deliveries.poll();
        while (next != null) {
            taken.put(next, next.compacts.parallelStream().map(ReadEvent::of).toList());
            events += next.compacts.size();
            next = events < MAX_DELIVERY ? deliveries.poll() : null;
        }
        chains.checkAhead(taken.values().stream()
                .flatMap(List::stream)
                .flatMap(read -> Stream.ofNullable(read.event()))
                .toList());
        Map<Delivery, List<IngestVerdict>> judged = new LinkedHashMap<>();
        taken.forEach((delivery, reads) ->
                judged.put(delivery, reads.stream().map(this::judge).toList()));
        chains.checkAhead(List.of());
        commits.flush();
        judged.forEach((delivery, verdicts) -> delivery.verdicts = verdicts);
    }

    private IngestVerdict judge(ReadEvent read) {
        UnverifiedEvent event = read.event();
        return event == null ? new IngestVerdict.Rejected(read.problem()) : judge(event, clock.instant(), this::place);
    }

    /** Places an event, and then those that had waited for what it brought. */
    private IngestVerdict judge(UnverifiedEvent event, Instant now, Placing placing) {
        FoundationDecisions before = chains.decisions();
        IngestVerdict verdict = placing.place(event, now);
        if (verdict instanceof IngestVerdict.Accepted) {
            retry(event.stream(), now);
        }
        if (!chains.decisions().equals(before)) {
            retryAll(now);
        }
        return verdict;
    }

    private void retryAll(Instant now) {
        boolean again = true;
        while (again) {
            FoundationDecisions before = chains.decisions();
            held.streams().forEach(stream -> retry(stream, now));
            again = !chains.decisions().equals(before);
        }
    }

    private void retry(EventId streamId, Instant now) {
        Instant latest = now.plus(VendorStream.TOLERANCE);
        List<UnverifiedEvent> ready = ready(streamId, latest);
        while (!ready.isEmpty()) {
            for (UnverifiedEvent event : ready) {
                tell(place(event, now));
            }
            ready = ready(streamId, latest);
        }
    }

    private List<UnverifiedEvent> ready(EventId streamId, Instant latest) {
        Optional<VendorStream> stream = chains.known(streamId);
        long size = stream.map(VendorStream::size).orElse(0L);
        return stream.filter(VendorStream::frozen).isPresent() ? List.of() : held.takeReady(streamId, size, latest);
    }

    /** An event that had been held was tried again: nobody waits for the verdict. */
    private static void tell(IngestVerdict verdict) {
        if (verdict instanceof IngestVerdict.Rejected rejected) {
            System.getLogger(IngestEvents.class.getName())
                    .log(System.Logger.Level.DEBUG, "an event that had been held was rejected: {0}", rejected.code());
        }
    }

    private IngestVerdict place(UnverifiedEvent event, Instant now) {
        VendorStream stream = chains.stream(event.stream());
        try {
            return switch (stream.position(event, now)) {
                case ChainPosition.Next _ -> new IngestVerdict.Accepted(event.id(), chains.append(event, stream));
                case ChainPosition.Present _ -> new IngestVerdict.Duplicate(event.id());
                case ChainPosition.Broken broken -> new IngestVerdict.Rejected(broken.code());
                case ChainPosition.Early _ -> hold(event, stream, HeldReason.ISSUED_IN_THE_FUTURE);
                case ChainPosition.Ahead _ -> hold(event, stream, HeldReason.PREDECESSOR_MISSING);
                case ChainPosition.Frozen _ -> hold(event, stream, HeldReason.STREAM_FROZEN);
                case ChainPosition.Contradicts contradicts ->
                    new IngestVerdict.Fork(chains.fork(event, stream, contradicts.present()));
            };
        } catch (VerificationFailedException e) {
            return new IngestVerdict.Rejected(e.code());
        } finally {
            chains.discardIfEmpty(stream);
        }
    }

    private IngestVerdict hold(UnverifiedEvent event, VendorStream stream, HeldReason reason) {
        held.add(event);
        return new IngestVerdict.Held(event.id(), event.stream(), reason, stream.size());
    }

    /** Places an event that nobody else has seen: only as the next one. */
    private IngestVerdict placeNext(UnverifiedEvent event, Instant now) {
        VendorStream stream = chains.stream(event.stream());
        try {
            return switch (stream.position(event, now)) {
                case ChainPosition.Next _ -> new IngestVerdict.Accepted(event.id(), chains.append(event, stream));
                case ChainPosition.Present _ -> new IngestVerdict.Duplicate(event.id());
                case ChainPosition.Broken broken -> new IngestVerdict.Rejected(broken.code());
                case ChainPosition.Early _ -> new IngestVerdict.Rejected(HeldReason.ISSUED_IN_THE_FUTURE.wireName());
                case ChainPosition.Ahead _ -> new IngestVerdict.Rejected(HeldReason.PREDECESSOR_MISSING.wireName());
                case ChainPosition.Frozen _ -> new IngestVerdict.Rejected(HeldReason.STREAM_FROZEN.wireName());
                case ChainPosition.Contradicts _ -> new IngestVerdict.Rejected("place-is-taken");
            };
        } catch (VerificationFailedException e) {
            return new IngestVerdict.Rejected(e.code());
        } finally {
            chains.discardIfEmpty(stream);
        }
    }

    /** How an event gets its place. */
    @FunctionalInterface
    private interface Placing {

        IngestVerdict place(UnverifiedEvent event, Instant now);
    }

    @Override
    public List<Found> signers(List<UnverifiedEvent> events) {
        writer.lock();
        try {
            return events.stream().map(this::signer).toList();
        } finally {
            writer.unlock();
        }
    }

    @Override
    public SignatureChecks checks() {
        return new SignatureChecks(verifier, this::introduced);
    }

    private List<Signer> introduced(EventId stream) {
        writer.lock();
        try {
            return chains.known(stream).map(VendorStream::signers).orElse(List.of());
        } finally {
            writer.unlock();
        }
    }

    private Found signer(UnverifiedEvent event) {
        Optional<VendorStream> stream = chains.known(event.stream()).filter(known -> known.holds(event));
        try {
            return stream.isEmpty()
                    ? new Found.NotCounting()
                    : new Found.Claimed(verifier.claimAgain(event, stream.get()));
        } catch (VerificationFailedException e) {
            return new Found.Refused(e.code());
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
    public List<LogEntry> chain(EventId stream, long from, int limit) {
        return commits.chain(stream, from, limit);
    }

    @Override
    public List<ForkEvidence> forks() {
        return commits.forks();
    }

    @Override
    public List<ForkEvidence> openForks(EventId stream) {
        return commits.openForks(stream);
    }

    @Override
    public FoundationDecisions decisions() {
        return chains.decisions();
    }
}
