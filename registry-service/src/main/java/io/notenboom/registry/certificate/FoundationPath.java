// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.certificate;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.notenboom.trust.x509.CertificatePath;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which certificates may sign in this network: what kind they have to be, and their way to the root of the Nuts Foundation by
 * {@link CertificatePath}. Everything is judged at the date of issue of the event that the certificate signs, and by the
 * certificates' content alone, so that every node finds the same for ever.
 */
public final class FoundationPath {

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_CERT_SIGN = 5;
    private static final int CRL_SIGN = 6;

    private FoundationPath() {}

    /**
     * A CA certificate that the Foundation issued to a vendor: CA, path length 0, key usage digitalSignature, keyCertSign
     * and cRLSign.
     *
     * @param chain the certificate, then those between it and the root, if any; the root itself may be at the end
     * @throws UnfitCertificateException if it is not
     */
    public static void requireVendorCa(List<X509Certificate> chain, X509Certificate root, Instant at)
            throws UnfitCertificateException {
        requireCaOfAVendor(chain);
        requirePath(chain, root, at);
    }

    private static void requireCaOfAVendor(List<X509Certificate> chain) throws UnfitCertificateException {
        require(!chain.isEmpty(), "there is no certificate");
        X509Certificate ca = chain.getFirst();
        require(ca.getBasicConstraints() == 0, "the CA certificate has to be a CA with path length 0");
        require(
                usage(ca, DIGITAL_SIGNATURE) && usage(ca, KEY_CERT_SIGN) && usage(ca, CRL_SIGN),
                "the CA certificate lacks key usage digitalSignature, keyCertSign or cRLSign");
        for (int i = 1; i < chain.size(); i++) {
            require(chain.get(i).getBasicConstraints() >= i, "a CA of a vendor may not issue another CA");
        }
    }

    /**
     * A certificate for signatures that one of the given CAs issued.
     *
     * @param issuers CA certificates whose own way to the root is checked too
     * @return the issuer that fits, with its chain
     * @throws UnfitCertificateException if it is not
     */
    @CanIgnoreReturnValue
    public static List<X509Certificate> requireIssuedBy(
            X509Certificate leaf, List<List<X509Certificate>> issuers, X509Certificate root, Instant at)
            throws UnfitCertificateException {
        require(leaf.getBasicConstraints() < 0, "the certificate must not be a CA");
        require(usage(leaf, DIGITAL_SIGNATURE), "the certificate lacks key usage digitalSignature");
        UnfitCertificateException last = new UnfitCertificateException("the certificate has no issuer in the stream");
        for (List<X509Certificate> issuer : issuers) {
            try {
                requireCaOfAVendor(issuer);
                List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
                chain.addAll(issuer);
                requirePath(chain, root, at);
                return issuer;
            } catch (UnfitCertificateException e) {
                last = e;
            }
        }
        throw last;
    }

    /**
     * A certificate for the Foundation's daily work, issued by the root itself: no CA, key usage digitalSignature.
     *
     * @throws UnfitCertificateException if it is not
     */
    public static void requireOperations(X509Certificate leaf, X509Certificate root, Instant at)
            throws UnfitCertificateException {
        require(leaf.getBasicConstraints() < 0, "the operations certificate must not be a CA");
        require(usage(leaf, DIGITAL_SIGNATURE), "the operations certificate lacks key usage digitalSignature");
        requirePath(List.of(leaf), root, at);
    }

    private static void requirePath(List<X509Certificate> chain, X509Certificate root, Instant at)
            throws UnfitCertificateException {
        try {
            var unused = CertificatePath.verify(chain, root, at);
        } catch (UnfitCertificateInputException e) {
            throw new UnfitCertificateException(String.valueOf(e.getMessage()));
        }
    }

    /** The certificate's own period. */
    public static void requireValid(X509Certificate certificate, Instant at) throws UnfitCertificateException {
        try {
            CertificatePath.requireValid(certificate, at);
        } catch (UnfitCertificateInputException e) {
            throw new UnfitCertificateException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean usage(X509Certificate certificate, int bit) {
        boolean[] usage = certificate.getKeyUsage();
        return usage != null && usage[bit];
    }

    private static void require(boolean condition, String problem) throws UnfitCertificateException {
        if (!condition) {
            throw new UnfitCertificateException(problem);
        }
    }
}
