// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509.denylist;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.jose.InvalidJwkException;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * One certificate on a denylist. It is meant when issuer, serial number and key all fit.
 *
 * @param issuer name of its issuer as text (RFC 4514)
 * @param serialNumber its serial number, decimal
 * @param jwkThumbprint SHA-256 thumbprint of its public key as a JWK (RFC 7638), base64url
 * @param reason why; for people
 */
@CheckReturnValue
public record DenylistEntry(String issuer, String serialNumber, String jwkThumbprint, String reason) {

    private static final Pattern SERIAL = Pattern.compile("[0-9]{1,50}");
    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int MAX_ISSUER = 1_024;
    private static final int MAX_REASON = 512;

    /** @throws UnfitCertificateInputException if a part has another form; the text says which */
    public DenylistEntry {
        if (issuer.isBlank() || issuer.length() > MAX_ISSUER) {
            throw new UnfitCertificateInputException("issuer is a name of 1 to " + MAX_ISSUER + " characters");
        }
        if (!SERIAL.matcher(serialNumber).matches()) {
            throw new UnfitCertificateInputException("serialnumber is a decimal number");
        }
        if (!THUMBPRINT.matcher(jwkThumbprint).matches()) {
            throw new UnfitCertificateInputException("jwkthumbprint is a SHA-256 thumbprint in base64url");
        }
        if (reason.length() > MAX_REASON) {
            throw new UnfitCertificateInputException("reason has at most " + MAX_REASON + " characters");
        }
    }

    /**
     * The entry for a certificate.
     *
     * @throws UnfitCertificateInputException if its key is none that a JWK can hold
     */
    public static DenylistEntry of(X509Certificate certificate, String reason) {
        return new DenylistEntry(
                certificate.getIssuerX500Principal().getName(),
                certificate.getSerialNumber().toString(),
                thumbprint(certificate)
                        .orElseThrow(() ->
                                new UnfitCertificateInputException("the key of the certificate is of an unknown kind")),
                reason);
    }

    /** Thumbprint of a certificate's key; empty for a kind of key that a JWK cannot hold, and so no list can name. */
    static Optional<String> thumbprint(X509Certificate certificate) {
        try {
            return Optional.of(Jwk.of(certificate.getPublicKey()).thumbprint());
        } catch (InvalidJwkException unknownKind) {
            return Optional.empty();
        }
    }

    /** Whether a certificate with this thumbprint is meant. */
    boolean means(X509Certificate certificate, String thumbprint) {
        return jwkThumbprint.equals(thumbprint)
                && new BigInteger(serialNumber).equals(certificate.getSerialNumber())
                && isIssuerOf(certificate);
    }

    /** Names are compared as names, not as texts; one that cannot be read leaves it to serial number and key. */
    private boolean isIssuerOf(X509Certificate certificate) {
        try {
            return new X500Name(BCStyle.INSTANCE, issuer)
                    .equals(X500Name.getInstance(
                            certificate.getIssuerX500Principal().getEncoded()));
        } catch (IllegalArgumentException unreadable) {
            return true;
        }
    }

    /** Whether this and another entry mean the same certificate. */
    public boolean meansSameAs(DenylistEntry other) {
        return new BigInteger(serialNumber).equals(new BigInteger(other.serialNumber))
                && jwkThumbprint.equals(other.jwkThumbprint);
    }
}
