// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule.certificate;

import io.notenboom.registry.certificate.EventCertificates;
import io.notenboom.registry.rule.Verdict;
import io.notenboom.trust.x509.Fingerprints;

/** Seed: the vendor "creates the contract proposal and signs it using the (just issued) contract certificate". */
public final class IsTheProposalSignedWithItsOwnCertificate {

    /** Compares the signing certificate with the one in the proposal. */
    public Verdict answer(String certificate, String signerThumbprint) {
        return Verdict.of(
                thumbprint(certificate).equals(signerThumbprint),
                getClass(),
                "the proposal is signed with another certificate than the one that it carries");
    }

    private static String thumbprint(String certificate) {
        try {
            return Fingerprints.x5tS256(EventCertificates.readFirst(certificate));
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
