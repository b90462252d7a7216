// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import io.notenboom.registry.decision.FoundationDecisions;
import io.notenboom.registry.decision.FoundationLedger;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.ForkEvidence;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.stream.ChainPosition;
import io.notenboom.registry.stream.VendorStream;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.verify.EventVerifier;
import io.notenboom.registry.verify.KnownSignatures;
import io.notenboom.registry.verify.VerificationFailedException;
import io.notenboom.registry.verify.VerifiedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The chains of all streams: appends verified events, ends a chain at a fork, and makes it go on when the Foundation decides.
 * Which events count follows from the events and decisions that are known, never from their order. Not safe for many
 * threads; the single writer owns it.
 */
final class Chains {

    /** Category of log messages that somebody has to look at. */
    private static final String ALARM = "io.notenboom.registry.alarm";

    private static final Instant ALWAYS = Instant.MAX.minus(Duration.ofDays(1));

    private final EventVerifier verifier;
    private final Commits commits;
    private final FoundationLedger ledger = new FoundationLedger();
    private final Map<EventId, VendorStream> streams = new HashMap<>();
    private KnownSignatures signatures = KnownSignatures.NONE;
    private boolean replaying;
    private volatile FoundationDecisions decisions = FoundationDecisions.NONE;

    Chains(EventVerifier verifier, Commits commits) {
        this.verifier = verifier;
        this.commits = commits;
    }

    /** What the Foundation decided so far. May be called by many threads. */
    FoundationDecisions decisions() {
        return decisions;
    }

    VendorStream stream(EventId id) {
        return streams.computeIfAbsent(id, unknown -> {
            VendorStream stream = new VendorStream(unknown);
            stream.decide(decisions.resolutions().of(unknown));
            return stream;
        });
    }

    Optional<VendorStream> known(EventId id) {
        return Optional.ofNullable(streams.get(id));
    }

    /** A stream of which nothing was accepted must not stay behind: anyone can name one. */
    void discardIfEmpty(VendorStream stream) {
        if (stream.size() == 0) {
            streams.remove(stream.id(), stream);
        }
    }

    /**
     * Checks the signatures of events that are about to be appended, on all cores. Events that cannot be next, even after the
     * others, are left out: a check is dear.
     *
     * @param events none to forget what was checked
     */
    void checkAhead(List<UnverifiedEvent> events) {
        Map<EventId, Long> counts =
                events.stream().collect(Collectors.groupingBy(UnverifiedEvent::stream, Collectors.counting()));
        List<UnverifiedEvent> likely = events.stream()
                .filter(event -> {
                    long size = known(event.stream()).map(VendorStream::size).orElse(0L);
                    long sequence = event.header().sequence();
                    return sequence >= size && sequence < size + counts.getOrDefault(event.stream(), 0L);
                })
                .toList();
        signatures = likely.size() < 2
                ? KnownSignatures.NONE
                : KnownSignatures.checkAhead(likely, (event, thumbprint) -> known(event.stream())
                        .flatMap(stream ->
                                stream.signerBefore(thumbprint, event.header().sequence())));
    }

    /** Takes in what is known of signatures of events that are about to be appended. */
    void know(KnownSignatures known) {
        signatures = known;
    }

    /** Verifies the next event of a stream and takes it for the next write. Returns the index that it will have. */
    long append(UnverifiedEvent event, VendorStream stream) throws VerificationFailedException {
        Optional<LogEntry> logged = stream.everDecided() ? commits.logged(event.id()) : Optional.empty();
        if (logged.isPresent()) {
            settle(stream);
            return logged.get().index();
        }
        VerifiedEvent verified = verifier.verify(event, stream, signatures);
        long index = commits.add(verified);
        link(verified, stream);
        if (stream.frozen()) {
            commits.flush();
            commits.cutBack(stream, Set.of());
        }
        decided(ledger.added(verified));
        return index;
    }

    private static void link(VerifiedEvent event, VendorStream stream) {
        stream.append(
                event.id(),
                event.header().sequence(),
                event.header().issuedAt(),
                event.introduced().orElse(null));
    }

    /** Verifies an event that contradicts another, keeps both as proof, and ends the chain before them. */
    ForkEvidence fork(UnverifiedEvent event, VendorStream stream, EventId present) throws VerificationFailedException {
        VerifiedEvent verified = verifier.verify(event, stream, signatures);
        ForkEvidence evidence =
                new ForkEvidence(event.stream(), verified.header().sequence(), present, verified.id(), event.compact());
        commits.flush();
        commits.storeFork(evidence);
        alarm(evidence);
        contradict(evidence, event, stream);
        settle(stream);
        return evidence;
    }

    private static void alarm(ForkEvidence evidence) {
        System.getLogger(ALARM)
                .log(
                        System.Logger.Level.ERROR,
                        "stream {0} was signed twice at sequence {1} ({2} and {3}): it is frozen there until the"
                                + " Foundation resolves the fork; its key may be stolen, or its writer was restored from a"
                                + " backup",
                        evidence.stream(),
                        Long.toString(evidence.sequence()),
                        evidence.accepted(),
                        evidence.other());
    }

    private static void contradict(ForkEvidence evidence, UnverifiedEvent event, VendorStream stream) {
        EventId previous = event.header().previous();
        if (previous != null) {
            stream.contradict(evidence.sequence(), previous, List.of(evidence.accepted(), evidence.other()));
        }
    }

    /** After a change of {@link FoundationLedger#current}: every stream goes on as it says. */
    private void decided(boolean changed) {
        if (!changed) {
            return;
        }
        commits.flush();
        FoundationDecisions before = decisions;
        decisions = ledger.current();
        for (EventId changedStream : decisions.resolutions().changedSince(before.resolutions())) {
            known(changedStream).ifPresent(stream -> {
                stream.decide(decisions.resolutions().of(changedStream));
                settle(stream);
            });
        }
        if (!replaying) {
            commits.decided(decisions);
        }
    }

    /** Cuts a chain back to what can stay, then takes up again what follows there. Everything taken before is written. */
    private void settle(VendorStream stream) {
        long tenable = stream.tenable();
        Set<EventId> off = new HashSet<>();
        for (LogEntry entry : commits.branches(stream.id(), tenable)) {
            off.add(entry.id());
        }
        stream.cutBack(tenable);
        commits.cutBack(stream, off);
        decided(ledger.cutBack(stream.id(), tenable));
        takeUp(stream);
    }

    /** Appends what is known to follow: events of the log that were off the chain, and winners that were kept as proof. */
    private void takeUp(VendorStream stream) {
        Map<EventId, Map<EventId, UnverifiedEvent>> followers = followers(stream);
        Set<EventId> logged = new HashSet<>();
        commits.branches(stream.id(), stream.size()).forEach(entry -> logged.add(entry.id()));
        Optional<UnverifiedEvent> next = following(stream, followers);
        while (next.isPresent()) {
            try {
                VerifiedEvent verified = verifier.verify(next.get(), stream, signatures);
                link(verified, stream);
                if (logged.contains(verified.id())) {
                    commits.flush();
                    commits.show(List.of(verified), List.of());
                } else {
                    commits.add(verified);
                }
                decided(ledger.added(verified));
            } catch (VerificationFailedException e) {
                throw new LogFailureException("an event that was kept as valid is not; restart the service", e);
            }
            next = following(stream, followers);
        }
        commits.flush();
        if (stream.frozen()) {
            commits.cutBack(stream, Set.of());
        }
    }

    private static Optional<UnverifiedEvent> following(
            VendorStream stream, Map<EventId, Map<EventId, UnverifiedEvent>> followers) {
        return stream.head().flatMap(head -> followers.getOrDefault(head.id(), Map.of()).values().stream()
                .filter(event -> stream.position(event, ALWAYS) instanceof ChainPosition.Next)
                .findFirst());
    }

    /** What is known to follow which event; two that follow the same one contradict each other. */
    private Map<EventId, Map<EventId, UnverifiedEvent>> followers(VendorStream stream) {
        List<String> kept = new ArrayList<>();
        commits.branches(stream.id(), stream.size()).forEach(entry -> kept.add(entry.compact()));
        commits.forks().stream()
                .filter(fork -> fork.stream().equals(stream.id()))
                .forEach(fork -> kept.add(fork.compact()));
        Map<EventId, Map<EventId, UnverifiedEvent>> followers = new HashMap<>();
        for (String compact : kept) {
            UnverifiedEvent event = decoded(compact);
            EventId previous = event.header().previous();
            if (previous != null) {
                followers.computeIfAbsent(previous, id -> new LinkedHashMap<>()).put(event.id(), event);
            }
        }
        followers.forEach((previous, events) -> {
            if (events.size() > 1) {
                long place = events.values().iterator().next().header().sequence();
                stream.contradict(place, previous, events.keySet());
            }
        });
        return followers;
    }

    private static UnverifiedEvent decoded(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new LogFailureException("an event that was kept as valid cannot be read", e);
        }
    }

    /**
     * Takes in the whole log and the kept proofs of forks. Signatures of events that this node verified before it signed its
     * last checkpoint are not checked again.
     *
     * @param own that checkpoint, if its signature by this node's own key was checked; empty to check everything
     * @throws LogFailureException if the log holds an event that is not valid
     */
    void replay(Optional<Checkpoint> own) {
        replaying = true;
        commits.replay(Chains::decoded, batch -> replay(batch, own));
        know(KnownSignatures.NONE);
        for (ForkEvidence fork : commits.loadForks()) {
            known(fork.stream()).ifPresent(stream -> contradict(fork, decoded(fork.compact()), stream));
        }
        commits.forks().stream().map(ForkEvidence::stream).distinct().forEach(id -> known(id)
                .ifPresent(this::settle));
        replaying = false;
        commits.decided(decisions);
    }

    private void replay(Commits.Batch batch, Optional<Checkpoint> own) {
        List<LogEntry> entries = batch.entries();
        List<UnverifiedEvent> events = batch.events();
        Optional<Checkpoint> covering = own.filter(
                checkpoint -> entries.getLast().index() < checkpoint.head().size());
        events.parallelStream()
                .filter(event -> event.certificates().own() != null)
                .forEach(event -> known(event.stream()).ifPresent(stream -> verifier.explore(event, stream)));
        if (covering.isPresent()) {
            signatures = KnownSignatures.ofOwnLog(
                    covering.get(),
                    entries.getFirst().index(),
                    entries.stream().map(LogEntry::compact).toList());
        } else {
            checkAhead(events);
        }
        List<VerifiedEvent> next = new ArrayList<>();
        List<LogEntry> shown = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            UnverifiedEvent event = events.get(i);
            Optional<VerifiedEvent> verified = replayed(event, stream(event.stream()));
            shown.add(entries.get(i));
            if (verified.isPresent()) {
                next.add(verified.get());
                boolean changed = ledger.added(verified.get());
                if (changed) {
                    commits.show(next, shown);
                    next.clear();
                    shown.clear();
                    decided(true);
                }
            }
        }
        commits.show(next, shown);
    }

    private Optional<VerifiedEvent> replayed(UnverifiedEvent event, VendorStream stream) {
        try {
            if (stream.position(event, ALWAYS) instanceof ChainPosition.Next) {
                VerifiedEvent verified = verifier.verify(event, stream, signatures);
                link(verified, stream);
                return Optional.of(verified);
            }
            if (stream.everDecided()) {
                return Optional.empty();
            }
        } catch (VerificationFailedException e) {
            throw invalid(e);
        }
        throw invalid(null);
    }

    private static LogFailureException invalid(@Nullable Throwable cause) {
        return new LogFailureException(
                "the event log holds an event that is not valid here; check that notenboom.registry.network and the"
                        + " Foundation's root are those of this log",
                cause);
    }
}
