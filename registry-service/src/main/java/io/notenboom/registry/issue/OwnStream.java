// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.ingest.EventIngest;
import io.notenboom.registry.ingest.IngestVerdict;
import io.notenboom.registry.ingest.StreamDirectory;
import io.notenboom.registry.projection.EventVerdict;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.projection.VendorView;
import io.notenboom.registry.rule.Verdict;
import io.notenboom.registry.rule.facts.Candidate;
import io.notenboom.registry.stream.StreamHead;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;

/**
 * The stream of the node's own vendor: asks the rules before it signs, signs the next event, and hands it to the log. One
 * event at a time; callers hold the writer's lock.
 */
final class OwnStream {

    private static final EventId NO_STREAM = new EventId("A".repeat(43));

    private final EventSigner signer;
    private final EventIngest ingest;
    private final StreamDirectory directory;
    private final RegistryProjection projection;
    private final InstantSource clock;
    private final WriterGate gate;

    OwnStream(
            EventSigner signer,
            EventIngest ingest,
            StreamDirectory directory,
            RegistryProjection projection,
            InstantSource clock,
            WriterGate gate) {
        this.signer = signer;
        this.ingest = ingest;
        this.directory = directory;
        this.projection = projection;
        this.clock = clock;
        this.gate = gate;
    }

    /**
     * The streams that a vendor CA owns: those whose genesis carries a CA certificate with its subject, so that a stream
     * stays the vendor's own when its CA is replaced.
     */
    List<VendorView> ownedBy(OwnCertificate vendorCa) {
        X500Principal subject = vendorCa.certificate().getSubjectX500Principal();
        return projection.vendors().stream()
                .filter(vendor -> projection
                        .event(vendor.stream())
                        .filter(genesis -> genesis.payload() instanceof VendorRegistration registration
                                && Pem.readFirstCertificate(registration.caCertificate())
                                        .getSubjectX500Principal()
                                        .equals(subject))
                        .isPresent())
                .toList();
    }

    /** The first stream without a fork that begins with an event of a type; one with a fork if there is no other. */
    Optional<EventVerdict> genesis(Class<? extends RegistryEvent> type) {
        return directory.heads().stream()
                .sorted(Comparator.comparing(StreamHead::forked))
                .flatMap(head -> projection.event(head.stream()).stream())
                .filter(genesis -> type.isInstance(genesis.payload()))
                .findFirst();
    }

    /** The last event of a stream that satisfies a condition and counts. */
    Optional<EventVerdict> last(EventId stream, Predicate<RegistryEvent> condition) {
        return projection.last(stream, condition);
    }

    /** Whether the Foundation revoked a certificate, so that nothing new may be signed with it. */
    boolean isRevoked(OwnCertificate certificate) {
        return isRevoked(Fingerprints.x5tS256(certificate.certificate()));
    }

    /** The same, by its base64url SHA-256. */
    boolean isRevoked(String thumbprint) {
        return directory.decisions().revocations().names(thumbprint);
    }

    /** Where a stream stands. */
    Optional<StreamHead> head(EventId stream) {
        return directory.head(stream);
    }

    /** Date of issue that the next event of a stream gets: now, but never before the event before it. */
    Instant nextDate(Optional<EventId> stream) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant previous = stream.flatMap(directory::head)
                .flatMap(head -> projection.event(head.id()))
                .map(event -> event.header().issuedAt())
                .orElse(Instant.EPOCH);
        return previous.isAfter(now) ? previous : now;
    }

    /**
     * Signs and stores the next event of a stream, or the genesis of a new one. Nothing is signed for a stream with a fork:
     * it would be one more event that contradicts the others.
     */
    IssueOutcome issue(
            Optional<EventId> stream, RegistryEvent payload, Instant issuedAt, OwnCertificate key, KeyPurpose purpose) {
        if (stream.flatMap(directory::head).filter(StreamHead::forked).isPresent()) {
            return new IssueOutcome.NotTaken("stream-frozen");
        }
        if (isRevoked(key)) {
            return new IssueOutcome.NotTaken("certificate-revoked");
        }
        Candidate candidate = new Candidate(payload, issuedAt, Fingerprints.x5tS256(key.certificate()));
        return switch (projection.judge(stream.orElse(NO_STREAM), candidate)) {
            case Verdict.No no -> new IssueOutcome.RefusedByRule(no.rule(), no.reason());
            case Verdict.Yes _ -> pass(payload, place(stream, issuedAt), key, purpose);
        };
    }

    private IssueOutcome pass(RegistryEvent payload, EventSigner.Place place, OwnCertificate key, KeyPurpose purpose) {
        return switch (gate.pass(Optional.ofNullable(place.stream()))) {
            case WriterGate.Passage.Open _ -> signAndStore(payload, place, key, purpose);
            case WriterGate.Passage.CaughtUp _ ->
                new IssueOutcome.NotReady(
                        "this node was behind in its own stream and has fetched the rest from a peer; ask again");
            case WriterGate.Passage.Closed closed -> new IssueOutcome.NotReady(closed.why());
        };
    }

    private EventSigner.Place place(Optional<EventId> stream, Instant issuedAt) {
        Optional<StreamHead> head = stream.flatMap(directory::head);
        return new EventSigner.Place(
                stream.orElse(null),
                head.map(known -> known.sequence() + 1).orElse(0L),
                head.map(StreamHead::id).orElse(null),
                issuedAt);
    }

    private IssueOutcome signAndStore(
            RegistryEvent payload, EventSigner.Place place, OwnCertificate key, KeyPurpose purpose) {
        return switch (ingest.append(signer.sign(payload, place, key, purpose), gate::mayAppend)) {
            case IngestVerdict.Accepted accepted -> issued(accepted.id(), payload, place, true);
            case IngestVerdict.Duplicate duplicate -> issued(duplicate.id(), payload, place, false);
            case IngestVerdict.Held held ->
                new IssueOutcome.NotTaken(held.reason().wireName());
            case IngestVerdict.Rejected rejected -> new IssueOutcome.NotTaken(rejected.code());
            case IngestVerdict.Fork _ -> new IssueOutcome.NotTaken("stream-frozen");
        };
    }

    private IssueOutcome issued(EventId id, RegistryEvent payload, EventSigner.Place place, boolean isNew) {
        EventId stream = place.stream();
        if (stream == null) {
            gate.began(id);
        }
        return new IssueOutcome.Issued(
                (stream == null ? id : stream).value(),
                List.of(new IssuedEvent(id, place.sequence(), payload.type())),
                isNew);
    }
}
