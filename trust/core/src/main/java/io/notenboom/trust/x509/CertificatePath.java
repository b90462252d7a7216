// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import com.google.errorprone.annotations.CheckReturnValue;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * A path from a certificate to a root that the caller trusts, verified by PKIX (RFC 5280 §6) as of a time. Revocation is not
 * part of it: the registry revokes by position in a stream, TLS by list.
 */
public final class CertificatePath {

    private static final int MAX_LENGTH = 4;

    private final List<X509Certificate> certificates;

    private CertificatePath(List<X509Certificate> certificates) {
        this.certificates = certificates;
    }

    /**
     * Verifies a path.
     *
     * @param chain from the end certificate upward, without or with the root; at most {@value #MAX_LENGTH} certificates
     * @param at the time as of which all must be valid
     * @throws UnfitCertificateInputException if there is no valid path
     */
    @CheckReturnValue
    public static CertificatePath verify(List<X509Certificate> chain, X509Certificate root, Instant at) {
        List<X509Certificate> withoutRoot =
                chain.stream().filter(certificate -> !certificate.equals(root)).toList();
        if (withoutRoot.isEmpty() || withoutRoot.size() > MAX_LENGTH) {
            throw new UnfitCertificateInputException("a certificate path has 1 to " + MAX_LENGTH + " certificates");
        }
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            var unused = CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(withoutRoot), parameters);
            root.checkValidity(Date.from(at));
        } catch (GeneralSecurityException invalid) {
            throw new UnfitCertificateInputException(
                    "the certificate has no valid path to the expected root at that time");
        }
        return new CertificatePath(withoutRoot);
    }

    /** The certificate that the path is for. */
    public X509Certificate leaf() {
        return certificates.getFirst();
    }

    /** From the end certificate upward, without the root. */
    public List<X509Certificate> certificates() {
        return List.copyOf(certificates);
    }
}
