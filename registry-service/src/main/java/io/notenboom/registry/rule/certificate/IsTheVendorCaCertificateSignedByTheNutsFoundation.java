// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule.certificate;

import io.notenboom.registry.certificate.EventCertificates;
import io.notenboom.registry.certificate.FoundationPath;
import io.notenboom.registry.certificate.UnfitCertificateException;
import io.notenboom.registry.rule.Verdict;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** Seed: "Is the vendor CA certificate signed by the Nuts Foundation?" Judged at the date of issue of the event. */
public final class IsTheVendorCaCertificateSignedByTheNutsFoundation {

    /** Follows the path from the certificate to the Foundation's root. */
    public Verdict answer(String caCertificate, Instant issuedAt, X509Certificate foundationRoot) {
        try {
            FoundationPath.requireVendorCa(EventCertificates.read(caCertificate), foundationRoot, issuedAt);
            return Verdict.yes();
        } catch (UnfitCertificateException | IllegalArgumentException e) {
            return Verdict.no(getClass(), "the vendor CA certificate is not one that the Nuts Foundation issued");
        }
    }
}
