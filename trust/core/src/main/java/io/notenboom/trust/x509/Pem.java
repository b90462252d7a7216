// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** Certificates as PEM text (RFC 7468). */
public final class Pem {

    /** Most characters of a text with certificates. */
    public static final int MAX_CHARACTERS = 32_768;

    /** Most certificates in one text. */
    public static final int MAX_CERTIFICATES = 8;

    private Pem() {}

    /** One certificate as PEM. */
    public static String write(X509Certificate certificate) {
        return writeObject(certificate);
    }

    /** Certificates as PEM, in their order. */
    public static String write(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        certificates.forEach(certificate -> text.append(writeObject(certificate)));
        return text.toString();
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
     * The certificates of a text, in their order.
     *
     * @throws UnfitCertificateInputException if it has none, too many, or something else
     */
    public static List<X509Certificate> readCertificates(String pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Object found : read(pem)) {
            if (!(found instanceof X509CertificateHolder holder)) {
                throw new UnfitCertificateInputException("the PEM text holds something that is not a certificate");
            }
            certificates.add(certificate(holder));
        }
        if (certificates.isEmpty()) {
            throw new UnfitCertificateInputException("the PEM text holds no certificate");
        }
        return List.copyOf(certificates);
    }

    static List<Object> read(String pem) {
        if (pem.length() > MAX_CHARACTERS) {
            throw new UnfitCertificateInputException("a PEM text has at most " + MAX_CHARACTERS + " characters");
        }
        List<Object> objects = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (objects.size() == MAX_CERTIFICATES) {
                    throw new UnfitCertificateInputException(
                            "a PEM text holds at most " + MAX_CERTIFICATES + " objects");
                }
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
