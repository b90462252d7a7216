// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.trust.x509.SubjectName;
import java.security.cert.X509Certificate;

/** Reads who a care organisation is from a contract certificate that fits the profile. */
final class CareOrganisationNames {

    private CareOrganisationNames() {}

    static CareOrganisationName of(X509Certificate certificate) {
        SubjectName subject = SubjectName.of(certificate);
        return new CareOrganisationName(
                subject.organization(),
                subject.commonName(),
                subject.locality().isEmpty() ? null : subject.locality(),
                subject.province(),
                subject.country(),
                subject.kvk());
    }
}
