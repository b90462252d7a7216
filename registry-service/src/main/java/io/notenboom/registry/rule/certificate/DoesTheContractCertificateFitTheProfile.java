// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule.certificate;

import io.notenboom.registry.certificate.EventCertificates;
import io.notenboom.registry.rule.Verdict;
import io.notenboom.trust.x509.CertificateProfile;
import io.notenboom.trust.x509.ProfileOutcome;
import io.notenboom.trust.x509.SubjectName;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Seed, table "Contract certificate fields": validity 3 years, key usage digital signature, no CA, and the subject fields CN,
 * O, ST, C and serialNumber (Chamber of Commerce, 8 digits). Three years are exactly three calendar years in UTC, so a leap
 * day does not matter. The key is EC P-256 or better. Read to the letter by {@link CertificateProfile#CONTRACT}.
 */
public final class DoesTheContractCertificateFitTheProfile {

    /** Judges the certificate by itself; who issued it is another question. */
    public Verdict answer(String certificatePem) {
        try {
            List<X509Certificate> certificates = EventCertificates.read(certificatePem);
            if (certificates.size() != 1) {
                return Verdict.no(getClass(), "the event has to carry the contract certificate alone");
            }
            SubjectName subject = SubjectName.of(certificates.getFirst());
            return switch (CertificateProfile.CONTRACT.checkWithoutIssuer(certificates.getFirst())) {
                case ProfileOutcome.Fits() -> Verdict.yes();
                case ProfileOutcome.Fails(var rule) ->
                    Verdict.no(
                            getClass(),
                            "the contract certificate of " + subject.organization() + ": " + rule.failure());
            };
        } catch (UnfitCertificateInputException unfit) {
            return Verdict.no(getClass(), "the contract certificate cannot be used: " + unfit.getMessage());
        }
    }
}
