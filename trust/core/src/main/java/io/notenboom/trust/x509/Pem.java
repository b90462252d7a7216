// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** Certificates as PEM text (RFC 7468 in its strict form). */
public final class Pem {

    /** Most characters of a text with certificates. */
    public static final int MAX_CHARACTERS = 32_768;

    /** Most certificates in one text. */
    public static final int MAX_CERTIFICATES = 8;

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private Pem() {}

    /** One certificate as PEM, lines ended with a line feed. */
    public static String write(X509Certificate certificate) {
        return write(List.of(certificate));
    }

    /** Certificates as PEM, in their order. */
    public static String write(List<X509Certificate> certificates) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            text.append(BEGIN).append('\n');
            text.append(lines.encodeToString(encoded(certificate))).append('\n');
            text.append(END).append('\n');
        }
        return text.toString();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalArgumentException("the certificate has no encoding", impossible);
        }
    }

    static String writeObject(Object value) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(value);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return text.toString();
    }

    /**
     * The certificates of a text, in their order. Read strictly: certificates and white space, nothing else, so that every
     * version of every node finds the same in a text.
     *
     * @throws UnfitCertificateInputException if it has none, too many, or something else
     */
    public static List<X509Certificate> readCertificates(String pem) {
        requireLength(pem);
        List<X509Certificate> certificates = new ArrayList<>();
        String rest = pem.strip();
        while (!rest.isEmpty()) {
            int end = rest.indexOf(END);
            if (!rest.startsWith(BEGIN) || end < 0) {
                throw new UnfitCertificateInputException("the PEM text holds something that is not a certificate");
            }
            requireRoom(certificates.size());
            certificates.add(decode(rest.substring(BEGIN.length(), end).replaceAll("\\s", "")));
            rest = rest.substring(end + END.length()).strip();
        }
        if (certificates.isEmpty()) {
            throw new UnfitCertificateInputException("the PEM text holds no certificate");
        }
        return List.copyOf(certificates);
    }

    /**
     * The first certificate of a text that may hold more.
     *
     * @throws UnfitCertificateInputException if the text is anything else
     */
    public static X509Certificate readFirstCertificate(String pem) {
        return readCertificates(pem).getFirst();
    }

    private static X509Certificate decode(String base64) {
        try {
            ByteArrayInputStream der =
                    new ByteArrayInputStream(Base64.getDecoder().decode(base64));
            if (CertificateFactory.getInstance("X.509").generateCertificate(der) instanceof X509Certificate certificate
                    && der.available() == 0) {
                return certificate;
            }
        } catch (CertificateException | IllegalArgumentException malformed) {
            throw new UnfitCertificateInputException("the certificate is malformed");
        }
        throw new UnfitCertificateInputException("the PEM text holds something after a certificate");
    }

    private static void requireLength(String pem) {
        if (pem.length() > MAX_CHARACTERS) {
            throw new UnfitCertificateInputException("a PEM text has at most " + MAX_CHARACTERS + " characters");
        }
    }

    private static void requireRoom(int found) {
        if (found == MAX_CERTIFICATES) {
            throw new UnfitCertificateInputException("a PEM text holds at most " + MAX_CERTIFICATES + " objects");
        }
    }

    static List<Object> read(String pem) {
        requireLength(pem);
        List<Object> objects = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                requireRoom(objects.size());
                objects.add(found);
            }
        } catch (IOException | RuntimeException malformed) {
            if (malformed instanceof UnfitCertificateInputException known) {
                throw known;
            }
            throw new UnfitCertificateInputException("the PEM text is malformed");
        }
        return objects;
    }

    static X509Certificate certificate(X509CertificateHolder holder) {
        try {
            return new JcaX509CertificateConverter().getCertificate(holder);
        } catch (CertificateException malformed) {
            throw new UnfitCertificateInputException("the certificate is malformed");
        }
    }
}
