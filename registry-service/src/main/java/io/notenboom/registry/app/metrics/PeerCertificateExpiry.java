// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.metrics;

import io.notenboom.kit.certificate.CertificateExpiry;
import io.notenboom.registry.enrolment.NodeIdentityReady;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Tells when the certificate of the peer listener ends. */
@Singleton
public final class PeerCertificateExpiry {

    private final CertificateExpiry expiry;

    PeerCertificateExpiry(CertificateExpiry expiry) {
        this.expiry = expiry;
    }

    void ready(@Observes NodeIdentityReady identity) {
        Instant end = identity.identity().chain().getFirst().getNotAfter().toInstant();
        expiry.watch("peer", () -> end);
    }
}
