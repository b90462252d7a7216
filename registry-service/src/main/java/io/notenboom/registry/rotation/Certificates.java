// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rotation;

import io.notenboom.registry.certificate.CertificateTerm;
import io.notenboom.trust.rotation.LiveSignatures;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.RotationPolicy;
import io.notenboom.trust.rotation.RotationState;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** Certificates as rotations know them; the id is the serial number, hexadecimal. */
final class Certificates {

    private static final int HEXADECIMAL = 16;

    private Certificates() {}

    static RotatedKey active(X509Certificate certificate) {
        CertificateTerm term = CertificateTerm.of(certificate);
        return new RotatedKey(
                certificate.getSerialNumber().toString(HEXADECIMAL),
                RotationState.ACTIVE,
                term.start(),
                term.start(),
                term.end(),
                LiveSignatures.NONE);
    }

    static Instant due(X509Certificate certificate) {
        CertificateTerm term = CertificateTerm.of(certificate);
        return RotationPolicy.due(term.start(), term.end());
    }
}
