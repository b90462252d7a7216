// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;

/** SHA-256 fingerprints. */
public final class Fingerprints {

    private Fingerprints() {}

    /** {@code x5t#S256} of RFC 7515 §4.1.8: base64url of the SHA-256 of the certificate's DER. */
    public static String x5tS256(X509Certificate certificate) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(certificate.getEncoded()));
        } catch (CertificateEncodingException impossible) {
            throw new IllegalArgumentException("the certificate has no encoding", impossible);
        }
    }

    /** SHA-256 of the SubjectPublicKeyInfo, in hex with colons: what people compare by telephone. */
    public static String ofKey(PublicKey key) {
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(sha256(key.getEncoded()));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
