// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.peer;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate of a node, or of a node CA, with which this node does not talk. It is meant when all three marks fit.
 *
 * @param issuer name of its issuer (RFC 2253)
 * @param serial its serial number, decimal
 * @param keySha256 SHA-256 of its public key (SubjectPublicKeyInfo), in hex with colons
 * @param reason why; for people
 * @param since since when
 */
public record DeniedCertificate(String issuer, String serial, String keySha256, String reason, Instant since) {

    private static final Pattern SERIAL = Pattern.compile("[0-9]{1,50}");
    private static final Pattern KEY = Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2}){31}");
    private static final int MAX_REASON = 512;
    private static final int MAX_ISSUER = 1_024;

    /** @throws IllegalArgumentException if a mark has another form; the text says which */
    public DeniedCertificate {
        Objects.requireNonNull(since, "since");
        if (issuer.length() > MAX_ISSUER) {
            throw new IllegalArgumentException("issuer is a name as in RFC 2253");
        }
        try {
            issuer = new X500Principal(issuer).getName();
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("issuer is a name as in RFC 2253", malformed);
        }
        if (!SERIAL.matcher(serial).matches()) {
            throw new IllegalArgumentException("serial is a decimal number");
        }
        if (!KEY.matcher(keySha256).matches()) {
            throw new IllegalArgumentException("keySha256 is 64 hexadecimal digits in capitals with colons");
        }
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new IllegalArgumentException("reason has 1 to " + MAX_REASON + " characters");
        }
    }

    /** Whether a certificate is meant, as far as issuer and serial number go. */
    public boolean names(X509Certificate certificate) {
        return new BigInteger(serial).equals(certificate.getSerialNumber())
                && new X500Principal(issuer).equals(certificate.getIssuerX500Principal());
    }

    /** Whether two entries mean the same certificate. */
    public boolean meansSameAs(DeniedCertificate other) {
        return issuer.equals(other.issuer) && serial.equals(other.serial) && keySha256.equals(other.keySha256);
    }
}
