// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates as PEM text (RFC 7468), read strictly: nothing but certificates, at most 4 and 12,288 characters. */
public final class CertificateText {

    private static final int MAX_LENGTH = 12_288;
    private static final int MAX_CERTIFICATES = 4;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private CertificateText() {}

    /**
     * Reads one to four certificates.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static List<X509Certificate> parse(String pem) {
        if (pem.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("certificates take at most " + MAX_LENGTH + " characters");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        String rest = pem.strip();
        while (!rest.isEmpty()) {
            int end = rest.indexOf(END);
            if (!rest.startsWith(BEGIN) || end < 0 || certificates.size() == MAX_CERTIFICATES) {
                throw new IllegalArgumentException("expected one to four certificates in PEM form");
            }
            certificates.add(decode(rest.substring(BEGIN.length(), end).replaceAll("\\s", "")));
            rest = rest.substring(end + END.length()).strip();
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("expected one to four certificates in PEM form");
        }
        return List.copyOf(certificates);
    }

    /**
     * The first certificate of a text that may hold more.
     *
     * @throws IllegalArgumentException if the text is no PEM
     */
    public static X509Certificate first(String pem) {
        return parse(pem).getFirst();
    }

    private static X509Certificate decode(String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            ByteArrayInputStream input = new ByteArrayInputStream(der);
            if (CertificateFactory.getInstance("X.509").generateCertificate(input) instanceof X509Certificate result
                    && input.available() == 0) {
                return result;
            }
            throw new IllegalArgumentException("not one X.509 certificate");
        } catch (CertificateException e) {
            throw new IllegalArgumentException("not an X.509 certificate", e);
        }
    }

    /** PEM text of certificates, each ending with a line end. */
    public static String of(List<X509Certificate> certificates) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            text.append(BEGIN).append('\n');
            text.append(lines.encodeToString(encoded(certificate))).append('\n');
            text.append(END).append('\n');
        }
        return text.toString();
    }

    /** Base64url SHA-256 of the certificate (RFC 7515 §4.1.8). */
    public static String thumbprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded(certificate));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("certificate without encoding", e);
        }
    }
}
