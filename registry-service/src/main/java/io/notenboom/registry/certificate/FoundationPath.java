// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.certificate;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The ways from a certificate to the root of the Nuts Foundation. Everything is judged at the date of issue of the event
 * that the certificate signs, and by the certificates' content alone, so that every node finds the same for ever: neither
 * the local clock nor settings of the Java platform have a say in it (RFC 5280 §6, without policies and name constraints,
 * which this network does not use: as critical extensions they are refused).
 */
public final class FoundationPath {

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_CERT_SIGN = 5;
    private static final int CRL_SIGN = 6;
    private static final Set<String> SIGNATURE_ALGORITHMS =
            Set.of("SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA", "RSASSA-PSS", "SHA256withRSA");
    private static final Set<String> UNDERSTOOD_EXTENSIONS = Set.of("2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.37");

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
        X509Certificate leaf = chain.getFirst();
        require(leaf.getBasicConstraints() == 0, "the CA certificate has to be a CA with path length 0");
        require(
                usage(leaf, DIGITAL_SIGNATURE) && usage(leaf, KEY_CERT_SIGN) && usage(leaf, CRL_SIGN),
                "the CA certificate lacks key usage digitalSignature, keyCertSign or cRLSign");
        requirePath(chain, root, at);
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
                requireLink(leaf, issuer.getFirst(), 0, at);
                requireVendorCa(issuer, root, at);
                return issuer;
            } catch (UnfitCertificateException e) {
                last = e;
            }
        }
        throw last;
    }

    private static void requirePath(List<X509Certificate> chain, X509Certificate root, Instant at)
            throws UnfitCertificateException {
        int length = chain.getLast().equals(root) ? chain.size() - 1 : chain.size();
        for (int i = 0; i < length; i++) {
            requireLink(chain.get(i), i + 1 < length ? chain.get(i + 1) : root, i + 1, at);
        }
        requireValid(root, at);
    }

    private static void requireLink(X509Certificate child, X509Certificate issuer, int casBetween, Instant at)
            throws UnfitCertificateException {
        require(
                child.getIssuerX500Principal().equals(issuer.getSubjectX500Principal()),
                "a certificate names another issuer than the next one in its path");
        require(issuer.getBasicConstraints() >= casBetween, "an issuer is not a CA, or not of this path length");
        require(usage(issuer, KEY_CERT_SIGN), "an issuer lacks key usage keyCertSign");
        require(SIGNATURE_ALGORITHMS.contains(child.getSigAlgName()), "a signature algorithm is not allowed");
        require(strong(child), "a key has to be EC P-256 or better, or RSA of 2048 bits or more");
        Set<String> critical =
                new HashSet<>(child.getCriticalExtensionOIDs() == null ? Set.of() : child.getCriticalExtensionOIDs());
        require(UNDERSTOOD_EXTENSIONS.containsAll(critical), "a critical extension is not understood");
        requireValid(child, at);
        try {
            child.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new UnfitCertificateException("the signature of a certificate is not that of its issuer");
        }
    }

    /** The certificate's own period. */
    public static void requireValid(X509Certificate certificate, Instant at) throws UnfitCertificateException {
        try {
            certificate.checkValidity(Date.from(at));
        } catch (CertificateException e) {
            throw new UnfitCertificateException("a certificate was not valid at the date of issue");
        }
    }

    private static boolean strong(X509Certificate certificate) {
        return switch (certificate.getPublicKey()) {
            case ECPublicKey key -> key.getParams().getCurve().getField().getFieldSize() >= 256;
            case RSAPublicKey key -> key.getModulus().bitLength() >= 2048;
            default -> false;
        };
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
