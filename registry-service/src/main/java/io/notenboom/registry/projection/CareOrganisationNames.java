// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.certificate.CertificateSubject;
import java.security.cert.X509Certificate;

/** Reads who a care organisation is from a contract certificate that fits the profile. */
final class CareOrganisationNames {

    private CareOrganisationNames() {}

    static CareOrganisationName of(X509Certificate certificate) {
        CertificateSubject subject = CertificateSubject.of(certificate);
        return new CareOrganisationName(
                subject.organisation().orElse(""),
                subject.commonName().orElse(""),
                subject.locality().orElse(null),
                subject.stateOrProvince().orElse(""),
                subject.country().orElse(""),
                subject.serialNumber().orElse(""));
    }
}
