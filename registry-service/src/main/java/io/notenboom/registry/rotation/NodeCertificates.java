// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rotation;

import io.notenboom.custody.NoKeyAvailableException;
import io.notenboom.registry.certificate.CertificateTerm;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.NodeIdentity;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.enrolment.OwnEnrolment;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.trust.rotation.Rotatable;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationJournal;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.rotation.RotationPolicy;
import io.notenboom.trust.rotation.RotationPreview;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.rotation.RotationStep;
import io.notenboom.trust.rotation.RotationTally;
import io.notenboom.trust.x509.SubjectName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The certificate that this node shows to peers, issued by its own CA for a key at the custodian. Peers trust the CA, so the next
 * certificate needs no delay: new connections see it, those that are open go on. It is due after two thirds of its term.
 */
public final class NodeCertificates implements Rotatable {

    /** The kind. */
    public static final String KIND = "node-certificate";

    /** A certificate this young is the one that was asked for just now. */
    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    private final OwnIdentityStore store;
    private final NodeIdentity identity;
    private final Consumer<OwnCertificate> inUse;
    private final RotationJournal journal;
    private final InstantSource clock;
    private volatile Instant lastIssued = Instant.EPOCH;

    /** @param inUse has a certificate shown to peers, and registered; may be called again for the same one */
    public NodeCertificates(
            OwnIdentityStore store,
            NodeIdentity identity,
            Consumer<OwnCertificate> inUse,
            RotationJournal journal,
            InstantSource clock) {
        this.store = store;
        this.identity = identity;
        this.inUse = inUse;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public RotationPolicy policy() {
        return new RotationPolicy(Duration.ZERO, Duration.ZERO, null);
    }

    @Override
    public List<Rotation> list(String after, int limit) {
        return store.nodeIdentity().map(NodeCertificates::rotation).stream()
                .filter(rotation -> rotation.id().compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Rotation> find(String id) {
        return store.nodeIdentity().map(NodeCertificates::rotation).filter(rotation -> rotation.id()
                .equals(id));
    }

    private static Rotation rotation(OwnCertificate own) {
        return new Rotation(
                KIND,
                SubjectName.of(own.certificate()).commonName(),
                List.of(Certificates.active(own.certificate())),
                Certificates.due(own.certificate()));
    }

    @Override
    public RotationOutcome begin(String id) {
        Optional<Rotation> known = find(id);
        Optional<OwnCertificate> nodeCa = store.enrolment(EnrolmentKind.NODE_CA).flatMap(OwnEnrolment::certificate);
        if (known.isEmpty() || nodeCa.isEmpty()) {
            return new RotationOutcome.NotFound();
        }
        if (lastIssued.plus(JUST_NOW).isAfter(clock.instant())) {
            return new RotationOutcome.UnderWay(known.get());
        }
        return issue(nodeCa.get());
    }

    private synchronized RotationOutcome issue(OwnCertificate nodeCa) {
        try {
            OwnCertificate next = identity.next(nodeCa);
            lastIssued = clock.instant();
            inUse.accept(next);
            return new RotationOutcome.UnderWay(rotation(next));
        } catch (NoKeyAvailableException none) {
            return new RotationOutcome.Unavailable(
                    "The custodian has no unused key of purpose node-identity; add some there.");
        }
    }

    /** Issues the next one at once. The lost one is good until it ends, unless a denylist names it. */
    @Override
    public RotationOutcome emergency(String id, String key) {
        Optional<OwnCertificate> nodeCa = store.enrolment(EnrolmentKind.NODE_CA).flatMap(OwnEnrolment::certificate);
        Optional<RotatedKey> lost =
                find(id).flatMap(Rotation::active).filter(active -> active.id().equals(key));
        if (nodeCa.isEmpty() || lost.isEmpty()) {
            return new RotationOutcome.NotFound();
        }
        journal.begins("rotation.compromised-certificate", key);
        RotationOutcome outcome = issue(nodeCa.get());
        return outcome instanceof RotationOutcome.UnderWay done
                ? new RotationOutcome.UnderWay(done.rotation(), null, remains(lost.get()))
                : outcome;
    }

    private static String remains(RotatedKey lost) {
        return "The lost certificate, serial number " + lost.id() + ", is good until " + lost.until()
                + " wherever no denylist names it: put it on yours ('notenboom denylist add'), and tell your peers and the"
                + " Foundation.";
    }

    @Override
    public List<RotationStep> previewEmergency(Rotation rotation, RotatedKey lost, Instant now) {
        return List.of(
                new RotationStep(
                        now,
                        RotationPreview.NEXT,
                        RotationState.ACTIVE,
                        "new connections see it; those that are open go on"),
                new RotationStep(
                        lost.until() == null ? Instant.MAX : lost.until(),
                        lost.id(),
                        RotationState.RETIRED,
                        "is good until then, unless a denylist names its serial number"));
    }

    @Override
    public RotationTally advance() {
        RotationTally tally = new RotationTally();
        Instant now = clock.instant();
        Optional<OwnCertificate> own = store.nodeIdentity();
        if (own.isPresent()) {
            CertificateTerm term = CertificateTerm.of(own.get().certificate());
            tally.found(RotationState.ACTIVE, term.start());
            if (term.renewable(now)) {
                journal.begins("rotation.begin", KIND);
                if (begin(rotation(own.get()).id()) instanceof RotationOutcome.UnderWay) {
                    tally.changed(1);
                } else {
                    tally.overdue();
                }
            }
        }
        return tally;
    }
}
