// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.scenario;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Makes certificates of every kind, right and wrong ones. */
public final class TestCertificates {

    /** Key usage of a CA in this network. */
    public static final int CA_USAGE = KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign;

    private static final AtomicLong SERIAL = new AtomicLong(1);

    /** A certificate and its key. */
    public record Identity(X509Certificate certificate, KeyPair keys) {}

    /**
     * What a certificate is to say.
     *
     * @param subject X.500 name
     * @param usage bits of KeyUsage; 0 for none
     * @param pathLength CA with this path length; -1 for no CA
     * @param from start of validity
     * @param until end of validity
     * @param dnsName dNSName, if any
     */
    public record Wish(
            String subject,
            int usage,
            int pathLength,
            Instant from,
            Instant until,
            @Nullable String dnsName) {

        /** The same with another subject. */
        public Wish subject(String other) {
            return new Wish(other, usage, pathLength, from, until, dnsName);
        }

        /** The same with another key usage. */
        public Wish usage(int other) {
            return new Wish(subject, other, pathLength, from, until, dnsName);
        }

        /** The same with another path length. */
        public Wish pathLength(int other) {
            return new Wish(subject, usage, other, from, until, dnsName);
        }

        /** The same with another end. */
        public Wish until(Instant other) {
            return new Wish(subject, usage, pathLength, from, other, dnsName);
        }
    }

    private TestCertificates() {}

    /** A root certificate. */
    public static Identity root(String name, Instant from) {
        KeyPair keys = keys("secp256r1");
        Wish wish = new Wish(name, CA_USAGE, Integer.MAX_VALUE, from, years(from, 20), null);
        return new Identity(issue(wish, keys.getPublic(), null, keys), keys);
    }

    /** A CA certificate as the Foundation issues it. */
    public static Wish vendorCa(String subject, Instant from) {
        return new Wish(subject, CA_USAGE, 0, from, years(from, 5), null);
    }

    /** A contract certificate that fits the profile. */
    public static Wish contract(String subject, Instant from) {
        return new Wish(subject, KeyUsage.digitalSignature, -1, from, years(from, 3), null);
    }

    /** Issues a certificate for a new P-256 key. */
    public static Identity issue(Wish wish, Identity issuer) {
        return issue(wish, issuer, keys("secp256r1"));
    }

    /** Issues a certificate for a key. */
    public static Identity issue(Wish wish, Identity issuer, KeyPair keys) {
        return new Identity(issue(wish, keys.getPublic(), issuer.certificate(), issuer.keys()), keys);
    }

    private static X509Certificate issue(
            Wish wish, PublicKey key, @Nullable X509Certificate issuer, KeyPair issuerKeys) {
        X500Name subject = new X500Name(wish.subject());
        X500Name issuerName = issuer == null
                ? subject
                : X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuerName,
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(wish.from()),
                    Date.from(wish.until()),
                    subject,
                    key);
            addExtensions(builder, wish);
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void addExtensions(JcaX509v3CertificateBuilder builder, Wish wish) throws CertIOException {
        if (wish.usage() != 0) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(wish.usage()));
        }
        BasicConstraints constraints =
                switch (wish.pathLength()) {
                    case -1 -> new BasicConstraints(false);
                    case Integer.MAX_VALUE -> new BasicConstraints(true);
                    default -> new BasicConstraints(wish.pathLength());
                };
        builder.addExtension(Extension.basicConstraints, true, constraints);
        if (wish.dnsName() != null) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, wish.dnsName())));
        }
    }

    /** A new key on a curve. */
    public static KeyPair keys(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new RSA key of 2048 bits. */
    public static KeyPair rsaKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant years(Instant from, int years) {
        return from.atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
    }
}
