// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import com.google.errorprone.annotations.CheckReturnValue;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;

/**
 * A complete certificate chain that somebody presented, verified as of a time (RFC 5280 §6 with name constraints and
 * policies): the end certificate first, each issued by the next, the self-signed root last. That it verifies says nothing
 * about trust: anybody can make a root. The caller compares one of {@link #authorities} with what it trusts. Revocation is
 * not part of it. Immutable.
 */
@CheckReturnValue
public final class CertificateChain {

    /** Most certificates in a chain. */
    public static final int MAX_CERTIFICATES = 8;

    private static final int MIN_CERTIFICATES = 2;
    private static final int MAX_CHARACTERS = 16_384;
    private static final int KEY_CERT_SIGN = 5;

    private final List<X509Certificate> certificates;

    private CertificateChain(List<X509Certificate> certificates) {
        this.certificates = certificates;
    }

    /**
     * Reads and verifies the member {@code x5c} of a JOSE header (RFC 7515 §4.1.6).
     *
     * @param x5c certificates in base64, from the end certificate to the root
     * @param at the time as of which all must be valid
     * @throws UnfitCertificateInputException if it is no complete, valid chain in this order
     */
    public static CertificateChain ofX5c(List<String> x5c, Instant at) {
        requireLength(x5c.size());
        List<X509Certificate> certificates = new ArrayList<>();
        for (String text : x5c) {
            certificates.add(read(text));
        }
        return verify(certificates, at);
    }

    /**
     * Verifies a chain.
     *
     * @param certificates from the end certificate to the root, 2 to {@value #MAX_CERTIFICATES}
     * @param at the time as of which all must be valid
     * @throws UnfitCertificateInputException if it is no complete, valid chain in this order
     */
    public static CertificateChain verify(List<X509Certificate> certificates, Instant at) {
        requireLength(certificates.size());
        List<X509Certificate> chain = List.copyOf(certificates);
        for (X509Certificate certificate : chain) {
            require(CertificatePath.hasAllowedSignature(certificate), "a signature algorithm is not allowed");
            require(CertificatePath.hasStrongKey(certificate.getPublicKey()), ProfileRule.KEY.failure());
        }
        X509Certificate root = chain.getLast();
        requireRoot(root, chain.size() - 2);
        CertificatePath.requireValid(root, at);
        requirePath(chain.subList(0, chain.size() - 1), root, at);
        return new CertificateChain(chain);
    }

    private static void requireRoot(X509Certificate root, int authoritiesBelow) {
        boolean[] usage = root.getKeyUsage();
        require(
                root.getIssuerX500Principal().equals(root.getSubjectX500Principal()),
                "the chain does not end with a root certificate");
        require(root.getBasicConstraints() >= authoritiesBelow, "the root is not a CA, or not of this path length");
        require(usage == null || usage[KEY_CERT_SIGN], "the root lacks key usage keyCertSign");
        try {
            root.verify(root.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new UnfitCertificateInputException("the root certificate is not signed by itself");
        }
    }

    private static void requirePath(List<X509Certificate> path, X509Certificate root, Instant at) {
        try {
            byte[] constraints = root.getExtensionValue(Extension.nameConstraints.getId());
            TrustAnchor anchor = new TrustAnchor(
                    root,
                    constraints == null
                            ? null
                            : ASN1OctetString.getInstance(constraints).getOctets());
            PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            // throws when the path is not valid; the result itself holds nothing that is not known
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (GeneralSecurityException | IllegalArgumentException invalid) {
            throw new UnfitCertificateInputException("the certificate chain is not valid");
        }
    }

    private static X509Certificate read(String base64) {
        require(base64.length() <= MAX_CHARACTERS, "a certificate is too large");
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            ByteArrayInputStream input = new ByteArrayInputStream(der);
            if (CertificateFactory.getInstance("X.509").generateCertificate(input) instanceof X509Certificate found
                    && input.available() == 0) {
                return found;
            }
        } catch (CertificateException | IllegalArgumentException malformed) {
            throw new UnfitCertificateInputException("a certificate of the chain is malformed");
        }
        throw new UnfitCertificateInputException("a certificate of the chain is malformed");
    }

    private static void requireLength(int size) {
        require(
                size >= MIN_CERTIFICATES && size <= MAX_CERTIFICATES,
                "a certificate chain has 2 to " + MAX_CERTIFICATES
                        + " certificates, from the end certificate to the root");
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new UnfitCertificateInputException(problem);
        }
    }

    /** The certificate that the chain is for. */
    public X509Certificate leaf() {
        return certificates.getFirst();
    }

    /** The CA certificates, from the issuer of the end certificate to the root. */
    public List<X509Certificate> authorities() {
        return certificates.subList(1, certificates.size());
    }

    /** All certificates, the end certificate first. */
    public List<X509Certificate> certificates() {
        return certificates;
    }

    /** Tells the length only: names in certificates may be personal data. */
    @Override
    public String toString() {
        return "CertificateChain[" + certificates.size() + "]";
    }
}
