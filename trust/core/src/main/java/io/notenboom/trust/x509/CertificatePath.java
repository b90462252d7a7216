// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.jose.SignatureAlgorithm;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A path from a certificate to a root that the caller trusts, verified as of a time (RFC 5280 §6, without policies and name
 * constraints, which the Nuts network does not use: as critical extensions they are refused). The certificates' content
 * alone decides, so that every node finds the same for ever: neither the local clock nor the list of disabled algorithms of
 * the Java platform has a say. Revocation is not part of it: the registry revokes by position in a stream, TLS by list.
 */
public final class CertificatePath {

    private static final int MAX_LENGTH = 4;
    private static final VerifiedLinks LINKS = new VerifiedLinks();
    private static final int KEY_CERT_SIGN = 5;
    static final String PSS = "RSASSA-PSS";
    private static final Set<String> SIGNATURE_ALGORITHMS = Set.of(
            "SHA256withECDSA",
            "SHA384withECDSA",
            "SHA512withECDSA",
            "SHA256withRSA",
            "SHA384withRSA",
            "SHA512withRSA",
            PSS);
    private static final Set<String> PSS_DIGESTS = Set.of("SHA-256", "SHA-384", "SHA-512");

    /** Key usage, alternative names, basic constraints and extended key usage. */
    static final Set<String> UNDERSTOOD_EXTENSIONS = Set.of("2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.37");

    private final List<X509Certificate> certificates;

    private CertificatePath(List<X509Certificate> certificates) {
        this.certificates = certificates;
    }

    /**
     * Verifies a path.
     *
     * @param chain from the end certificate upward, without or with the root; at most {@value #MAX_LENGTH} certificates
     *     besides the root
     * @param at the time as of which all must be valid
     * @throws UnfitCertificateInputException if there is no valid path
     */
    @CheckReturnValue
    public static CertificatePath verify(List<X509Certificate> chain, X509Certificate root, Instant at) {
        boolean withRoot = !chain.isEmpty() && chain.getLast().equals(root);
        List<X509Certificate> path = List.copyOf(withRoot ? chain.subList(0, chain.size() - 1) : chain);
        require(!path.isEmpty() && path.size() <= MAX_LENGTH, "a certificate path has 1 to 4 certificates");
        for (int i = 0; i < path.size(); i++) {
            requireIssued(path.get(i), i + 1 < path.size() ? path.get(i + 1) : root, i);
            requireValid(path.get(i), at);
        }
        requireValid(root, at);
        return new CertificatePath(path);
    }

    /**
     * One step of a path.
     *
     * @param casBelow how many CA certificates are between the issuer and the end certificate
     */
    private static void requireIssued(X509Certificate certificate, X509Certificate issuer, int casBelow) {
        require(
                certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal()),
                "a certificate names another issuer than the next one in its path");
        require(issuer.getBasicConstraints() >= casBelow, "an issuer is not a CA, or not of this path length");
        require(maySign(issuer), "an issuer lacks key usage keyCertSign");
        require(hasAllowedSignature(certificate), "a signature algorithm is not allowed");
        require(hasStrongKey(certificate.getPublicKey()), ProfileRule.KEY.failure());
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        require(
                critical == null || UNDERSTOOD_EXTENSIONS.containsAll(critical),
                ProfileRule.CRITICAL_EXTENSIONS.failure());
        try {
            LINKS.require(certificate, issuer.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new UnfitCertificateInputException("the signature of a certificate is not that of its issuer");
        }
    }

    private static boolean maySign(X509Certificate issuer) {
        boolean[] usage = issuer.getKeyUsage();
        return usage != null && usage[KEY_CERT_SIGN];
    }

    /** ECDSA or RSA with SHA-256 or better. */
    static boolean hasAllowedSignature(X509Certificate certificate) {
        return SIGNATURE_ALGORITHMS.contains(certificate.getSigAlgName())
                && (!certificate.getSigAlgName().equals(PSS) || hasAllowedPssDigest(certificate));
    }

    private static boolean hasAllowedPssDigest(X509Certificate certificate) {
        return hasAllowedPssDigest(certificate.getSigAlgParams());
    }

    /** Whether these are parameters of RSASSA-PSS with SHA-256 or better. */
    static boolean hasAllowedPssDigest(byte @Nullable [] encoded) {
        if (encoded == null) {
            return false;
        }
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(PSS);
            parameters.init(encoded);
            return PSS_DIGESTS.contains(
                    parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
        } catch (GeneralSecurityException | IOException e) {
            return false;
        }
    }

    /** EC on P-256, P-384 or P-521, or RSA of 2048 bits or more. */
    static boolean hasStrongKey(PublicKey key) {
        return SignatureAlgorithm.ES256.fits(key)
                || SignatureAlgorithm.ES384.fits(key)
                || SignatureAlgorithm.ES512.fits(key)
                || SignatureAlgorithm.PS256.fits(key);
    }

    /**
     * The certificate's own period.
     *
     * @throws UnfitCertificateInputException if it was not valid at that time
     */
    public static void requireValid(X509Certificate certificate, Instant at) {
        try {
            certificate.checkValidity(Date.from(at));
        } catch (CertificateException e) {
            throw new UnfitCertificateInputException("a certificate was not valid at that time");
        }
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new UnfitCertificateInputException(problem);
        }
    }

    /** The certificate that the path is for. */
    public X509Certificate leaf() {
        return certificates.getFirst();
    }

    /** From the end certificate upward, without the root. */
    public List<X509Certificate> certificates() {
        return certificates;
    }
}
