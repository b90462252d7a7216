// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rotation;

import io.notenboom.registry.certificate.CertificateTerm;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.EnrolmentOutcome;
import io.notenboom.registry.enrolment.FoundationUnavailableException;
import io.notenboom.registry.enrolment.OwnEnrolment;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.enrolment.VendorEnrolment;
import io.notenboom.trust.rotation.LiveSignatures;
import io.notenboom.trust.rotation.Rotatable;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationJournal;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.rotation.RotationPolicy;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.rotation.RotationStep;
import io.notenboom.trust.rotation.RotationTally;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A CA certificate of this node's vendor, which the Foundation issues. After two thirds of its term the next one is asked for, for
 * the same key, and installed when the Foundation decided. Another key is another enrolment.
 */
public final class CaCertificates implements Rotatable {

    /** The one of its kind that a node has. */
    static final String ID = "own";

    /** How long to wait before the Foundation is asked again. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final String LOST = "A CA's key is replaced by the Foundation only: have it revoke the certificate,"
            + " which keeps the node out, and enrol again with another key.";

    private final EnrolmentKind enrolmentKind;
    private final OwnIdentityStore store;
    private final VendorEnrolment enrolment;
    private final RotationJournal journal;
    private final InstantSource clock;
    private Instant asked = Instant.EPOCH;

    /** The certificate of this kind. */
    public CaCertificates(
            EnrolmentKind enrolmentKind,
            OwnIdentityStore store,
            VendorEnrolment enrolment,
            RotationJournal journal,
            InstantSource clock) {
        this.enrolmentKind = enrolmentKind;
        this.store = store;
        this.enrolment = enrolment;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return enrolmentKind.wireName();
    }

    @Override
    public RotationPolicy policy() {
        return new RotationPolicy(Duration.ZERO, Duration.ZERO, null);
    }

    @Override
    public List<Rotation> list(String after, int limit) {
        return after.compareTo(ID) < 0 && limit > 0 ? find(ID).stream().toList() : List.of();
    }

    @Override
    public Optional<Rotation> find(String id) {
        return id.equals(ID) ? store.enrolment(enrolmentKind).flatMap(this::rotation) : Optional.empty();
    }

    private Optional<Rotation> rotation(OwnEnrolment own) {
        return own.certificate().map(certificate -> {
            RotatedKey active = Certificates.active(certificate.certificate());
            List<RotatedKey> keys = new ArrayList<>(List.of(active));
            OwnEnrolment.Renewal renewal = own.renewal();
            if (renewal != null) {
                keys.add(new RotatedKey(
                        "request " + renewal.requestId(),
                        RotationState.CREATED,
                        active.since(),
                        active.since(),
                        null,
                        LiveSignatures.NONE));
            }
            return new Rotation(kind(), ID, keys, Certificates.due(certificate.certificate()));
        });
    }

    @Override
    public RotationOutcome begin(String id) {
        if (!id.equals(ID)) {
            return new RotationOutcome.NotFound();
        }
        try {
            return switch (enrolment.renew(enrolmentKind)) {
                case EnrolmentOutcome.Now _ -> underWay();
                case EnrolmentOutcome.NotStarted _ -> new RotationOutcome.NotFound();
                case EnrolmentOutcome.Unacceptable no -> new RotationOutcome.Refused(no.problem() + ".");
                case EnrolmentOutcome.OtherVendor _ -> new RotationOutcome.Refused("It is of another vendor.");
            };
        } catch (FoundationUnavailableException away) {
            return new RotationOutcome.Unavailable("The Foundation does not take the request; ask again later.");
        }
    }

    private RotationOutcome underWay() {
        return find(ID).<RotationOutcome>map(RotationOutcome.UnderWay::new).orElseGet(RotationOutcome.NotFound::new);
    }

    @Override
    public RotationOutcome emergency(String id, String key) {
        return new RotationOutcome.Refused(LOST);
    }

    @Override
    public List<RotationStep> previewEmergency(Rotation rotation, RotatedKey lost, Instant now) {
        return List.of(new RotationStep(Instant.MAX, lost.id(), lost.state(), "stays until then. " + LOST));
    }

    @Override
    public RotationTally advance() {
        RotationTally tally = new RotationTally();
        Instant now = clock.instant();
        Optional<OwnEnrolment> own = store.enrolment(enrolmentKind);
        own.flatMap(OwnEnrolment::certificate).ifPresent(certificate -> {
            CertificateTerm term = CertificateTerm.of(certificate.certificate());
            tally.found(RotationState.ACTIVE, term.start());
            if (own.get().renewal() != null || term.renewable(now)) {
                tally.overdue();
                goOn(own.get(), now);
            }
        });
        return tally;
    }

    /** Asks for the next one, or what became of it; now and then, because people decide. */
    private synchronized void goOn(OwnEnrolment own, Instant now) {
        if (asked.plus(PATIENCE).isAfter(now)) {
            return;
        }
        asked = now;
        if (own.renewal() == null) {
            journal.begins("rotation.begin", kind());
            RotationOutcome unused = begin(ID);
        } else {
            try {
                EnrolmentOutcome unused = enrolment.refresh(enrolmentKind);
            } catch (FoundationUnavailableException away) {
                asked = now;
            }
        }
    }
}
