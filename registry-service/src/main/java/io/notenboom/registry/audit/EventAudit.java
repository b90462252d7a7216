// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.ForkResolution;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.publication.StreamRoots;
import io.notenboom.registry.stream.ChainPosition;
import io.notenboom.registry.stream.VendorStream;
import io.notenboom.registry.verify.EventVerifier;
import io.notenboom.registry.verify.SignatureClaim;
import io.notenboom.registry.verify.VerificationFailedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Verifies the events of a log in its order: form, place in the stream, signer, path to the Foundation, signature. Streams are
 * independent of each other and signatures of everything, so the work is shared by all cores.
 */
final class EventAudit {

    /** No event is from the future: whether it was once is no longer known. */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final EventVerifier verifier;
    private final Map<EventId, VendorStream> streams = new HashMap<>();
    private final StreamRoots roots = new StreamRoots();
    private final Map<EventId, Long> resolved = new HashMap<>();
    private long next;

    EventAudit(EventVerifier verifier) {
        this.verifier = verifier;
    }

    private record Numbered(long index, UnverifiedEvent event) {}

    private record Claimed(long index, SignatureClaim claim) {}

    private record Problem(long index, String what) {}

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
        List<Problem> problems = new ArrayList<>();
        Map<EventId, List<Numbered>> byStream = new LinkedHashMap<>();
        for (Numbered event : decode(entries)) {
            roots.add(event.event().stream(), event.event().id());
            if (event.event().payload() instanceof ForkResolution resolution) {
                resolved.put(resolution.winner(), event.index());
            }
            var unused = streams.computeIfAbsent(event.event().stream(), VendorStream::new);
            byStream.computeIfAbsent(event.event().stream(), stream -> new ArrayList<>())
                    .add(event);
        }
        List<Placed> placed = byStream.entrySet().parallelStream()
                .map(stream -> place(stream.getKey(), stream.getValue()))
                .toList();
        placed.forEach(stream -> problems.addAll(stream.problems()));
        problems.addAll(placed.parallelStream()
                .flatMap(stream -> stream.claims().parallelStream())
                .flatMap(claim -> verify(claim).stream())
                .toList());
        next += entries.size();
        requireNone(problems);
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

    private Placed place(EventId id, List<Numbered> events) {
        VendorStream stream = streams.getOrDefault(id, new VendorStream(id));
        List<Claimed> claims = new ArrayList<>();
        for (Numbered numbered : events) {
            UnverifiedEvent event = numbered.event();
            ChainPosition position = stream.position(event, LATEST);
            if (position instanceof ChainPosition.Contradicts && won(numbered)) {
                stream.cutBack(event.header().sequence());
                position = stream.position(event, LATEST);
            }
            Optional<String> wrong = misplaced(position);
            if (wrong.isPresent()) {
                return new Placed(claims, List.of(new Problem(numbered.index(), wrong.get())));
            }
            try {
                SignatureClaim claim = verifier.claim(event, stream);
                stream.append(
                        event.id(),
                        event.header().sequence(),
                        event.header().issuedAt(),
                        claim.introduced().orElse(null));
                claims.add(new Claimed(numbered.index(), claim));
            } catch (VerificationFailedException e) {
                return new Placed(claims, List.of(new Problem(numbered.index(), e.code())));
            }
        }
        return new Placed(claims, List.of());
    }

    /** Whether the Foundation decided, earlier in the log, that the stream goes on with this event. */
    private boolean won(Numbered event) {
        return resolved.getOrDefault(event.event().id(), Long.MAX_VALUE) < event.index();
    }

    private static Optional<String> misplaced(ChainPosition position) {
        return switch (position) {
            case ChainPosition.Next _ -> Optional.empty();
            case ChainPosition.Present _ -> Optional.of("is in the log twice");
            case ChainPosition.Frozen _ -> Optional.of("is after a fork");
            case ChainPosition.Ahead _ -> Optional.of("an earlier event of its stream is missing");
            case ChainPosition.Contradicts _ -> Optional.of("contradicts an earlier event of its stream");
            case ChainPosition.Early _ -> Optional.of("is dated after the year 9999");
            case ChainPosition.Broken broken -> Optional.of(broken.code());
        };
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
