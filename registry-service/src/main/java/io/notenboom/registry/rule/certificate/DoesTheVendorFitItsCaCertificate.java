// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule.certificate;

import io.notenboom.registry.certificate.EventCertificates;
import io.notenboom.registry.rule.Verdict;
import io.notenboom.trust.x509.SubjectName;
import io.notenboom.trust.x509.UnfitCertificateInputException;

/**
 * Addition to the seed: an OID in the arc of Nuts vendors ends with a number at the Chamber of Commerce, and that has to be
 * the one for which the Foundation issued the vendor's CA certificate. Otherwise a vendor could pose as another.
 */
public final class DoesTheVendorFitItsCaCertificate {

    /** Arc of vendors: {@code urn:oid:1.3.6.1.4.1.54851.4:<KvK number>}. */
    public static final String VENDOR_ARC = "urn:oid:1.3.6.1.4.1.54851.4:";

    /** Compares the OID with the certificate's serialNumber; an OID outside the arc says nothing about a number. */
    public Verdict answer(String vendor, String caCertificate) {
        return Verdict.of(
                !vendor.startsWith(VENDOR_ARC) || vendor.equals(VENDOR_ARC + kvk(caCertificate)),
                getClass(),
                "the vendor's OID names another Chamber of Commerce number than its CA certificate");
    }

    private static String kvk(String caCertificate) {
        try {
            return SubjectName.of(EventCertificates.readFirst(caCertificate)).kvk();
        } catch (UnfitCertificateInputException unfit) {
            return "";
        }
    }
}
