// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.x509.Fingerprints;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The Foundation's own node takes part in gossip too: it gets its node CA certificate without a request. */
public final class FoundationEnrolsItself {

    private static final String NAME = "Nuts Foundation";

    private final KeyCustodian custodian;
    private final OwnIdentityStore store;
    private final FoundationNode foundation;

    /** Wires the parts. */
    public FoundationEnrolsItself(KeyCustodian custodian, OwnIdentityStore store, FoundationNode foundation) {
        this.custodian = custodian;
        this.store = store;
        this.foundation = foundation;
    }

    /**
     * Takes the stored certificate; issues one when there is none, and the next when the last third of its term has begun.
     *
     * @throws IllegalStateException on a node that is not the Foundation
     */
    public OwnEnrolment ensureNodeCa() {
        FoundationAuthority authority = foundation.authority();
        if (authority == null) {
            throw new IllegalStateException("this node is not the Foundation");
        }
        Optional<OwnEnrolment> known = store.enrolment(EnrolmentKind.NODE_CA);
        return known.filter(enrolment -> holds(authority, enrolment)).orElseGet(() -> {
            KeyId key = known.map(OwnEnrolment::key).orElseGet(() -> custodian.claim(EnrolmentKind.NODE_CA.purpose()));
            X509Certificate certificate = authority.issueCa(EnrolmentKind.NODE_CA, NAME, "", custodian.publicKey(key));
            OwnEnrolment enrolment = new OwnEnrolment(
                    EnrolmentKind.NODE_CA,
                    key,
                    NAME,
                    "",
                    "",
                    Fingerprints.ofKey(custodian.publicKey(key)),
                    EnrolmentStatus.ACCEPTED,
                    null,
                    null,
                    List.of(certificate),
                    null,
                    null);
            store.save(enrolment);
            return enrolment;
        });
    }

    private static boolean holds(FoundationAuthority authority, OwnEnrolment enrolment) {
        return enrolment
                .certificate()
                .filter(own -> !authority.renewable(own.certificate()))
                .isPresent();
    }
}
