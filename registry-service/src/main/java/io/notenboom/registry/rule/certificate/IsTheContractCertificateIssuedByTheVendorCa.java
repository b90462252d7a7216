// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule.certificate;

import io.notenboom.registry.certificate.EventCertificates;
import io.notenboom.registry.certificate.FoundationPath;
import io.notenboom.registry.certificate.UnfitCertificateException;
import io.notenboom.registry.rule.Verdict;
import io.notenboom.registry.rule.facts.StreamFacts;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Seed, contract certificate: "Issuer: Vendor CA certificate", one that this vendor registered in this stream. */
public final class IsTheContractCertificateIssuedByTheVendorCa {

    /** Looks for the issuer among the vendor's registered CA certificates. */
    public Verdict answer(String certificate, Instant issuedAt, StreamFacts facts) {
        List<List<X509Certificate>> issuers = facts.vendorCertificateChains();
        try {
            FoundationPath.requireIssuedBy(
                    EventCertificates.readFirst(certificate), issuers, facts.foundationRoot(), issuedAt);
            return Verdict.yes();
        } catch (UnfitCertificateException | IllegalArgumentException e) {
            return Verdict.no(getClass(), "the contract certificate is not issued by a CA that the vendor registered");
        }
    }
}
