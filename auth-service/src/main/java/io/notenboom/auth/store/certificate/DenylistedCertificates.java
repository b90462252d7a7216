// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.certificate;

import io.notenboom.kit.revocation.Denylists;
import io.notenboom.kit.revocation.TrustDomain;
import io.notenboom.trust.x509.CertificateChain;
import io.notenboom.trust.x509.CertificateRevocationCheck;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** Looks at the denylists that this node follows, the root's entry too, before the revocation lists of the CAs. */
public final class DenylistedCertificates implements CertificateRevocationCheck {

    private final Denylists denylists;
    private final CertificateRevocationCheck further;

    /**
     * Looks there.
     *
     * @param further asked about chains that no denylist names
     */
    public DenylistedCertificates(Denylists denylists, CertificateRevocationCheck further) {
        this.denylists = denylists;
        this.further = further;
    }

    @Override
    public Outcome check(CertificateChain chain, Instant now) {
        Outcome worst = Outcome.GOOD;
        for (X509Certificate certificate : chain.certificates()) {
            switch (denylists.judge(certificate, TrustDomain.CREDENTIALS)) {
                case DENIED -> {
                    return Outcome.REVOKED;
                }
                case UNKNOWN -> worst = Outcome.UNKNOWN;
                case PERMITTED -> {
                    // perhaps the next
                }
            }
        }
        return worst == Outcome.GOOD ? further.check(chain, now) : worst;
    }
}
