// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.trust.x509.SubjectName;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Who a care organisation is, from the subject of its contract certificate.
 *
 * @param name name of the organisation (O)
 * @param unit its name or that of the unit within it (CN)
 * @param city town (L), which the seed's profile does not ask for
 * @param province province (ST)
 * @param country country (C)
 * @param kvk number at the Chamber of Commerce (serialNumber)
 */
public record CareOrganisationName(
        String name, String unit, @Nullable String city, String province, String country, String kvk) {

    /** Who a contract certificate that fits the profile names. */
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
