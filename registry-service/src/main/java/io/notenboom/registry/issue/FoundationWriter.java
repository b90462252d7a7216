// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.registry.certificate.FoundationPath;
import io.notenboom.registry.certificate.UnfitCertificateException;
import io.notenboom.registry.decision.FoundationLedger;
import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.event.CertificateRevocation;
import io.notenboom.registry.event.EndpointTypeTable;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.ForkResolution;
import io.notenboom.registry.event.FoundationRegistration;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.ingest.StreamDirectory;
import io.notenboom.registry.log.ForkEvidence;
import io.notenboom.registry.projection.EventVerdict;
import io.notenboom.registry.stream.StreamHead;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Issues the events of the Foundation's stream, on the node that is the Foundation, signed by the root. Asking for what is
 * there already answers with it and writes nothing. One call at a time.
 */
public final class FoundationWriter {

    private static final String WINNER = "is-the-winner-one-of-the-events-that-contradict-each-other";
    private static final String OPEN = "is-the-fork-one-that-is-not-resolved";
    private static final String CUTOFF = "is-the-cutoff-a-place-of-the-stream";
    private static final String OPERATIONS = "is-the-operations-certificate-issued-by-the-root";

    private final OwnStream stream;
    private final StreamDirectory directory;
    private final OwnIdentityStore identity;

    FoundationWriter(OwnStream stream, StreamDirectory directory, OwnIdentityStore identity) {
        this.stream = stream;
        this.directory = directory;
        this.identity = identity;
    }

    /** Starts the stream, if that was not done before. */
    public synchronized IssueOutcome start(OwnCertificate root, String networkName) {
        FoundationRegistration wanted = new FoundationRegistration(networkName, Pem.write(root.certificate()));
        return stream.genesis(FoundationRegistration.class)
                .map(event -> IssueOutcomes.existing(event.stream().value(), event))
                .orElseGet(() -> stream.issue(
                        Optional.empty(), wanted, stream.nextDate(Optional.empty()), root, KeyPurpose.FOUNDATION_CA));
    }

    /**
     * Starts another stream in the place of one with a fork, which stays frozen: what was decided before the fork goes on
     * counting, and operations certificates have to be delegated to anew. Without a fork it answers with the stream that is
     * there.
     *
     * @return with the id of the stream as subject
     */
    public synchronized IssueOutcome startAgain(String networkName) {
        return inStream(own -> {
            boolean forked = directory.head(own.id()).filter(StreamHead::forked).isPresent();
            if (!forked) {
                return IssueOutcomes.existing(
                        own.id().value(),
                        stream.genesis(FoundationRegistration.class).orElseThrow());
            }
            FoundationRegistration genesis =
                    new FoundationRegistration(networkName, Pem.write(own.root().certificate()));
            return stream.issue(
                    Optional.empty(),
                    genesis,
                    stream.nextDate(Optional.of(own.id())),
                    own.root(),
                    KeyPurpose.FOUNDATION_CA);
        });
    }

    /**
     * Publishes which endpoint types are supported, in the place of the table before.
     *
     * @return with the id of the Foundation's stream as subject
     */
    public synchronized IssueOutcome publish(EndpointTypes types) {
        return inStream(own -> stream.last(own.id(), EndpointTypeTable.class::isInstance)
                .filter(event -> event.payload().equals(new EndpointTypeTable(types)))
                .map(event -> IssueOutcomes.existing(own.id().value(), event))
                .orElseGet(() -> own.issue(new EndpointTypeTable(types))));
    }

    /**
     * Revokes a certificate for events by position, see {@link CertificateRevocation}.
     *
     * @return with the thumbprint of the certificate as subject
     */
    public synchronized IssueOutcome revoke(CertificateRevocation revocation) {
        return inStream(own -> {
            if (revocation.thumbprint().equals(Fingerprints.x5tS256(own.root().certificate()))) {
                return new IssueOutcome.RefusedByRule(
                        FoundationLedger.WHO_REVOKES, "the root of the Foundation cannot be revoked");
            }
            Optional<StreamHead> head = directory.head(revocation.cutoff().stream());
            if (head.isEmpty()) {
                return new IssueOutcome.Unknown("stream, as named by the cutoff");
            }
            if (!head.get().forked()
                    && revocation.cutoff().sequence() > head.get().sequence()) {
                return new IssueOutcome.RefusedByRule(
                        CUTOFF, "the stream ends at sequence " + head.get().sequence());
            }
            return IssueOutcomes.named(revocation.thumbprint(), own.issueOnce(revocation));
        });
    }

    /**
     * Resolves a fork, see {@link ForkResolution}.
     *
     * @return with the id of the forked stream as subject
     */
    public synchronized IssueOutcome resolve(ForkResolution resolution) {
        return inStream(own -> {
            Optional<EventVerdict> before = stream.last(own.id(), resolution::equals);
            if (before.isPresent()) {
                return IssueOutcomes.existing(resolution.stream().value(), before.get());
            }
            List<ForkEvidence> open = directory.openForks(resolution.stream()).stream()
                    .filter(fork -> fork.sequence() == resolution.sequence())
                    .toList();
            if (open.isEmpty()) {
                return new IssueOutcome.RefusedByRule(OPEN, "no fork at this place waits for a decision");
            }
            if (stream.genesis(FoundationRegistration.class)
                    .filter(genesis -> genesis.stream().equals(resolution.stream()))
                    .isPresent()) {
                return new IssueOutcome.RefusedByRule(
                        FoundationLedger.WHICH_STREAM, "a fork of the Foundation's own stream cannot be resolved");
            }
            boolean known = open.stream()
                    .anyMatch(fork -> fork.accepted().equals(resolution.winner())
                            || fork.other().equals(resolution.winner()));
            return known
                    ? IssueOutcomes.named(resolution.stream().value(), own.issue(resolution))
                    : new IssueOutcome.RefusedByRule(WINNER, "the winner is not known to stand at this place");
        });
    }

    /**
     * Delegates to an operations certificate, so that the root's key can be kept offline. What is signed with it is
     * delivered like any ready-made event.
     *
     * @return with the thumbprint of the certificate as subject
     */
    public synchronized IssueOutcome delegate(X509Certificate operations, String networkName) {
        return inStream(own -> {
            X509Certificate root = own.root().certificate();
            Instant issuedAt = stream.nextDate(Optional.of(own.id()));
            try {
                FoundationPath.requireOperations(operations, root, issuedAt);
            } catch (UnfitCertificateException e) {
                return new IssueOutcome.RefusedByRule(OPERATIONS, String.valueOf(e.getMessage()));
            }
            return IssueOutcomes.named(
                    Fingerprints.x5tS256(operations),
                    own.issueOnce(new FoundationRegistration(networkName, Pem.write(root), Pem.write(operations))));
        });
    }

    /** The Foundation's stream and what it is signed with. */
    private record Own(EventId id, OwnCertificate root, OwnStream stream) {

        IssueOutcome issue(RegistryEvent payload) {
            Optional<EventId> own = Optional.of(id);
            return stream.issue(own, payload, stream.nextDate(own), root, KeyPurpose.FOUNDATION_CA);
        }

        IssueOutcome issueOnce(RegistryEvent payload) {
            return stream.last(id, payload::equals)
                    .map(event -> IssueOutcomes.existing(id.value(), event))
                    .orElseGet(() -> issue(payload));
        }
    }

    private IssueOutcome inStream(Function<Own, IssueOutcome> work) {
        Optional<OwnCertificate> root = identity.foundation();
        Optional<EventVerdict> genesis = stream.genesis(FoundationRegistration.class);
        return root.isEmpty() || genesis.isEmpty()
                ? new IssueOutcome.NotReady("only the Foundation's own node issues this")
                : work.apply(new Own(genesis.get().stream(), root.get(), stream));
    }
}
