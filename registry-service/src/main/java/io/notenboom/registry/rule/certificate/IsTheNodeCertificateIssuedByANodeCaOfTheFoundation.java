// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule.certificate;

import io.notenboom.registry.certificate.EventCertificates;
import io.notenboom.registry.certificate.FoundationPath;
import io.notenboom.registry.certificate.UnfitCertificateException;
import io.notenboom.registry.rule.Verdict;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * Seed, node registration: a Nuts administrator "issues the node CA certificate", with which the vendor issues its "node
 * identity certificate". The event carries the identity certificate and then its node CA.
 */
public final class IsTheNodeCertificateIssuedByANodeCaOfTheFoundation {

    /** Follows the path from the node's certificate to the Foundation's root. */
    public Verdict answer(String certificate, Instant issuedAt, X509Certificate foundationRoot) {
        try {
            List<X509Certificate> chain = EventCertificates.read(certificate);
            if (chain.size() < 2) {
                return Verdict.no(getClass(), "the event lacks the node CA certificate");
            }
            FoundationPath.requireIssuedBy(
                    chain.getFirst(), List.of(chain.subList(1, chain.size())), foundationRoot, issuedAt);
            return Verdict.yes();
        } catch (UnfitCertificateException | IllegalArgumentException e) {
            return Verdict.no(getClass(), "the node's certificate does not lead to the Nuts Foundation");
        }
    }
}
