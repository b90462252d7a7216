// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import com.google.errorprone.annotations.CheckReturnValue;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;

/**
 * A certificate revocation list (RFC 5280 §5) that was verified: it is complete, and its issuer signed it. Of how long ago it
 * is, {@link #isCurrent} tells. Immutable; safe for many threads.
 */
@CheckReturnValue
public final class RevocationList {

    /** Largest list, in bytes. */
    public static final int MAX_BYTES = 1_000_000;

    /** How far the issuer's clock may be ahead. */
    public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private static final String NUMBER = "2.5.29.20";
    private static final int CRL_SIGN = 6;
    private static final int MAX_NUMBER_BITS = 160;
    private static final Set<String> SIGNATURES = Set.of(
            "SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA", "SHA256withRSA", "SHA384withRSA", "SHA512withRSA");

    private final X509CRL list;
    private final BigInteger number;
    private final Instant nextUpdate;

    private RevocationList(X509CRL list, BigInteger number) {
        this.list = list;
        this.number = number;
        this.nextUpdate = list.getNextUpdate().toInstant();
    }

    /**
     * Reads and verifies a list. Refused are lists in parts (delta lists, lists with a distribution point, indirect lists:
     * their extensions are critical), without number or end, or that begin in the future.
     *
     * @param bytes DER, or PEM
     * @param issuer who must have issued it; a CA whose key usage has cRLSign
     * @param now the time to decide for
     * @throws UnfitCertificateInputException if it is not a list that can be relied on; that it has ended is no reason
     */
    public static RevocationList verify(byte[] bytes, X509Certificate issuer, Instant now) {
        X509CRL list = parse(bytes);
        require(list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal()), "it has another issuer");
        boolean[] usage = issuer.getKeyUsage();
        require(
                issuer.getBasicConstraints() >= 0 && usage != null && usage[CRL_SIGN],
                "its issuer may not sign revocation lists");
        require(hasAllowedSignature(list), "its signature algorithm is not allowed");
        try {
            list.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new UnfitCertificateInputException("the revocation list cannot be used: its signature is wrong");
        }
        requireWhole(list);
        require(!list.getThisUpdate().toInstant().isAfter(now.plus(CLOCK_SKEW)), "it begins in the future");
        require(list.getNextUpdate() != null, "it does not say when the next one comes");
        return new RevocationList(list, number(list));
    }

    private static boolean hasAllowedSignature(X509CRL list) {
        return SIGNATURES.contains(list.getSigAlgName())
                || (list.getSigAlgName().equals(CertificatePath.PSS)
                        && CertificatePath.hasAllowedPssDigest(list.getSigAlgParams()));
    }

    private static void requireWhole(X509CRL list) {
        Set<String> critical = list.getCriticalExtensionOIDs();
        require(critical == null || critical.isEmpty(), "it has a critical extension that is not understood");
        Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
        if (entries != null) {
            for (X509CRLEntry entry : entries) {
                require(!entry.hasUnsupportedCriticalExtension(), "an entry has a critical extension");
            }
        }
    }

    private static X509CRL parse(byte[] bytes) {
        require(bytes.length <= MAX_BYTES, "it is larger than " + MAX_BYTES + " bytes");
        try {
            ByteArrayInputStream input = new ByteArrayInputStream(bytes);
            if (CertificateFactory.getInstance("X.509").generateCRL(input) instanceof X509CRL list
                    && onlyWhiteSpaceFollows(input)) {
                return list;
            }
        } catch (CRLException | CertificateException | RuntimeException malformed) {
            throw new UnfitCertificateInputException("the revocation list cannot be used: it is malformed");
        }
        throw new UnfitCertificateInputException("the revocation list cannot be used: something follows it");
    }

    private static boolean onlyWhiteSpaceFollows(ByteArrayInputStream input) {
        return new String(input.readAllBytes(), StandardCharsets.ISO_8859_1).isBlank();
    }

    private static BigInteger number(X509CRL list) {
        byte[] extension = list.getExtensionValue(NUMBER);
        require(extension != null, "it has no number");
        try {
            BigInteger number = ASN1Integer.getInstance(
                            ASN1OctetString.getInstance(extension).getOctets())
                    .getValue();
            require(number.signum() >= 0 && number.bitLength() <= MAX_NUMBER_BITS, "its number is too large");
            return number;
        } catch (IllegalArgumentException malformed) {
            throw new UnfitCertificateInputException("the revocation list cannot be used: its number is malformed");
        }
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new UnfitCertificateInputException("the revocation list cannot be used: " + problem);
        }
    }

    /** Its number: a later list of the same issuer has a higher one (RFC 5280 §5.2.3). */
    public BigInteger number() {
        return number;
    }

    /** From when it is. */
    public Instant thisUpdate() {
        return list.getThisUpdate().toInstant();
    }

    /** When there is a newer one at the latest. */
    public Instant nextUpdate() {
        return nextUpdate;
    }

    /** Whether no newer one has to be there yet. */
    public boolean isCurrent(Instant now) {
        return now.isBefore(nextUpdate);
    }

    /** How many certificates are revoked. */
    public int size() {
        Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
        return entries == null ? 0 : entries.size();
    }

    /**
     * Whether a certificate of this issuer is revoked. A certificate on hold is, too.
     *
     * @throws IllegalArgumentException if another issuer issued it: this list says nothing about it
     */
    public boolean revokes(X509Certificate certificate) {
        if (!certificate.getIssuerX500Principal().equals(list.getIssuerX500Principal())) {
            throw new IllegalArgumentException("a revocation list tells about certificates of its own issuer only");
        }
        return list.getRevokedCertificate(certificate.getSerialNumber()) != null;
    }

    /** The list as it is published, DER. */
    public byte[] encoded() {
        try {
            return list.getEncoded();
        } catch (CRLException impossible) {
            throw new IllegalStateException("a list that was read has an encoding", impossible);
        }
    }
}
