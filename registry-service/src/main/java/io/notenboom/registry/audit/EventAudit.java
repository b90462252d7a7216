// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

import io.notenboom.registry.decision.FoundationLedger;
import io.notenboom.registry.decision.Resolutions;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.FoundationRegistration;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.publication.StreamRoots;
import io.notenboom.registry.stream.ChainLink;
import io.notenboom.registry.stream.Signer;
import io.notenboom.registry.verify.EventVerifier;
import io.notenboom.registry.verify.SignatureClaim;
import io.notenboom.registry.verify.VerificationFailedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Verifies the events of a log in its order: form, place in the stream, signer, path to the Foundation, signature. Streams are
 * independent of each other and signatures of everything, so the work is shared by all cores.
 */
final class EventAudit {

    private final EventVerifier verifier;
    private final Map<EventId, AuditedStream> streams = new HashMap<>();
    private final StreamRoots roots = new StreamRoots();
    private final FoundationLedger ledger = new FoundationLedger();
    private final Set<EventId> foundations = new HashSet<>();
    private long next;

    EventAudit(EventVerifier verifier) {
        this.verifier = verifier;
    }

    private record Numbered(long index, UnverifiedEvent event) {}

    private record Claimed(long index, SignatureClaim claim) {}

    private record Problem(long index, String what) {}

    /** What the Foundation decided about forks, from an entry on. */
    private record Decided(long index, Resolutions resolutions) {}

    /**
     * What came out of one step.
     *
     * @param claims what goes on
     * @param problems what does not
     */
    private record Placed(List<Claimed> claims, List<Problem> problems) {}

    /** Number of events so far. */
    long size() {
        return next;
    }

    /** The streams of the events so far. */
    StreamRoots.Snapshot roots() {
        return roots.snapshot();
    }

    /**
     * Verifies the next events.
     *
     * @throws AuditFailedException if one is not valid; tells of the first one
     */
    void take(List<String> entries) throws AuditFailedException {
        List<Numbered> events = decode(entries);
        Resolutions before = ledger.current().resolutions();
        Map<EventId, List<Numbered>> byStream = vendorStreams(events, before);
        List<Problem> problems = new ArrayList<>();
        List<Decided> decided = decisions(events, problems);
        List<Placed> placed = byStream.entrySet().parallelStream()
                .map(stream -> place(
                        streams.getOrDefault(stream.getKey(), new AuditedStream(stream.getKey())),
                        stream.getValue(),
                        decided))
                .toList();
        decided.stream()
                .skip(Math.max(0, decided.size() - 1))
                .forEach(last -> streams.forEach(
                        (id, stream) -> stream.decide(last.resolutions().of(id))));
        placed.forEach(stream -> problems.addAll(stream.problems()));
        problems.addAll(placed.parallelStream()
                .flatMap(stream -> stream.claims().parallelStream())
                .flatMap(claim -> verify(claim).stream())
                .toList());
        next += entries.size();
        requireNone(problems);
    }

    /** The events by stream, those of the Foundation left out; notes all streams. */
    private Map<EventId, List<Numbered>> vendorStreams(List<Numbered> events, Resolutions before) {
        Map<EventId, List<Numbered>> byStream = new LinkedHashMap<>();
        for (Numbered event : events) {
            EventId id = event.event().stream();
            roots.add(id, event.event().id());
            if (event.event().payload() instanceof FoundationRegistration
                    && event.event().header().isGenesis()) {
                foundations.add(id);
            }
            stream(id, before);
            if (!foundations.contains(id)) {
                byStream.computeIfAbsent(id, stream -> new ArrayList<>()).add(event);
            }
        }
        return byStream;
    }

    private AuditedStream stream(EventId id, Resolutions resolutions) {
        return streams.computeIfAbsent(id, unknown -> {
            AuditedStream stream = new AuditedStream(unknown);
            stream.decide(resolutions.of(unknown));
            return stream;
        });
    }

    /** Verifies the Foundation's own events; what they decide about forks counts from the entry after them on. */
    private List<Decided> decisions(List<Numbered> events, List<Problem> problems) {
        List<Decided> decided = new ArrayList<>();
        for (Numbered numbered : events) {
            EventId id = numbered.event().stream();
            if (!foundations.contains(id) || !problems.isEmpty()) {
                continue;
            }
            Placed placed = place(streams.getOrDefault(id, new AuditedStream(id)), List.of(numbered), List.of());
            problems.addAll(placed.problems());
            for (Claimed claimed : placed.claims()) {
                try {
                    if (ledger.added(verifier.verify(claimed.claim()))) {
                        decided.add(
                                new Decided(numbered.index(), ledger.current().resolutions()));
                    }
                } catch (VerificationFailedException e) {
                    problems.add(new Problem(claimed.index(), e.code()));
                }
            }
        }
        return decided;
    }

    private static void requireNone(List<Problem> problems) throws AuditFailedException {
        Optional<Problem> first = problems.stream().min((a, b) -> Long.compare(a.index(), b.index()));
        if (first.isPresent()) {
            throw new AuditFailedException(first.get().index(), first.get().what());
        }
    }

    private List<Numbered> decode(List<String> entries) throws AuditFailedException {
        List<Problem> problems = new ArrayList<>();
        List<Stream<Numbered>> events = IntStream.range(0, entries.size())
                .parallel()
                .mapToObj(i -> {
                    try {
                        return Stream.of(new Numbered(next + i, EventCodec.decode(entries.get(i))));
                    } catch (MalformedEventException e) {
                        synchronized (problems) {
                            problems.add(new Problem(next + i, "is not an event: " + e.getMessage()));
                        }
                        return Stream.<Numbered>empty();
                    }
                })
                .toList();
        requireNone(problems);
        return events.stream().flatMap(event -> event).toList();
    }

    private Placed place(AuditedStream stream, List<Numbered> events, List<Decided> decided) {
        List<Claimed> claims = new ArrayList<>();
        Iterator<Decided> decisions = decided.iterator();
        Decided decision = decisions.hasNext() ? decisions.next() : null;
        for (Numbered numbered : events) {
            UnverifiedEvent event = numbered.event();
            while (decision != null && decision.index() < numbered.index()) {
                stream.decide(decision.resolutions().of(event.stream()));
                decision = decisions.hasNext() ? decisions.next() : null;
            }
            Optional<String> wrong = stream.misplaced(event);
            if (wrong.isPresent()) {
                return new Placed(claims, List.of(new Problem(numbered.index(), wrong.get())));
            }
            try {
                SignatureClaim claim = verifier.claim(event, stream.chain());
                Signer introduced = claim.introduced().orElse(null);
                stream.append(
                        event,
                        new ChainLink(
                                event.id(),
                                event.header().sequence(),
                                event.header().issuedAt(),
                                introduced));
                claims.add(new Claimed(numbered.index(), claim));
            } catch (VerificationFailedException e) {
                return new Placed(claims, List.of(new Problem(numbered.index(), e.code())));
            }
        }
        return new Placed(claims, List.of());
    }

    private Optional<Problem> verify(Claimed claimed) {
        try {
            var unused = verifier.verify(claimed.claim());
            return Optional.empty();
        } catch (VerificationFailedException e) {
            return Optional.of(new Problem(claimed.index(), e.code()));
        }
    }
}
