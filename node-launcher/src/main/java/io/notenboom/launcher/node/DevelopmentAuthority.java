// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Certificate authority for the public HTTPS listeners of nodes in development mode. It stands in for the authorities that
 * browsers know; it has nothing to do with the Foundation. Its private key exists in memory only, so that every start makes a new
 * one, unless it is kept in a folder ({@link #keptIn}).
 */
public final class DevelopmentAuthority {

    private static final Duration VALIDITY = Duration.ofDays(30);
    private static final Duration CLOCK_MARGIN = Duration.ofMinutes(5);
    private static final X500Name NAME = new X500Name("CN=Notenboom development authority");

    private static final Duration LIFE = Duration.ofDays(3650);
    private static final Duration RENEWAL = Duration.ofDays(10);

    private final KeyPair keyPair;
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private final X509Certificate certificate;

    /** @param clock start of the validity of what is issued */
    public DevelopmentAuthority(InstantSource clock) {
        this.clock = clock;
        this.keyPair = newKeyPair();
        this.certificate = issue(NAME, keyPair, true);
    }

    private DevelopmentAuthority(InstantSource clock, KeyPair keyPair, X509Certificate certificate) {
        this.clock = clock;
        this.keyPair = keyPair;
        this.certificate = certificate;
    }

    /** The authority whose key and certificate are in this folder; made at the first call. */
    public static DevelopmentAuthority keptIn(Path folder, InstantSource clock) {
        Path key = folder.resolve("authority.key");
        Path certificate = folder.resolve("authority.pem");
        try {
            if (Files.exists(certificate)) {
                X509Certificate known = readCertificate(certificate);
                KeyPair pair = new KeyPair(known.getPublicKey(), readKey(key));
                return new DevelopmentAuthority(clock, pair, known);
            }
            DevelopmentAuthority made = new DevelopmentAuthority(clock);
            Files.createDirectories(folder);
            NodeFolder.writeDurably(key, pem(made.keyPair.getPrivate()));
            NodeFolder.writeDurably(certificate, made.certificatePem());
            return made;
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException("the development authority in " + folder + " cannot be read", failure);
        }
    }

    private static X509Certificate readCertificate(Path file) throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    private static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
        String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
    }

    /**
     * Writes a certificate and key for {@code localhost} and {@code 127.0.0.1}, and this authority's own certificate; leaves
     * one of this authority that is good for some days as it is.
     */
    public DevelopmentTls issueFor(NodeFolder folder) {
        DevelopmentTls known = new DevelopmentTls(
                folder.tls().resolve("server.pem"),
                folder.tls().resolve("server.key"),
                folder.tls().resolve("authority.pem"));
        return isGood(known) ? known : write(folder);
    }

    /** Writes another certificate and key in the place of those of a node, which takes them without a restart. */
    public void replaceCertificate(NodeFolder folder) {
        DevelopmentTls unused = write(folder);
    }

    private DevelopmentTls write(NodeFolder folder) {
        KeyPair serverKey = newKeyPair();
        X509Certificate server = issue(new X500Name("CN=localhost"), serverKey, false);
        return new DevelopmentTls(
                write(folder.tls().resolve("server.pem"), pem(server) + pem(certificate)),
                write(folder.tls().resolve("server.key"), pem(serverKey.getPrivate())),
                write(folder.tls().resolve("authority.pem"), pem(certificate)));
    }

    private boolean isGood(DevelopmentTls known) {
        if (!Files.exists(known.certificate()) || !Files.exists(known.key()) || !Files.exists(known.authority())) {
            return false;
        }
        try {
            X509Certificate server = readCertificate(known.certificate());
            server.verify(keyPair.getPublic());
            return server.getNotAfter().toInstant().isAfter(clock.instant().plus(RENEWAL));
        } catch (IOException | GeneralSecurityException another) {
            return false;
        }
    }

    /** Trusts what this authority issued, and nothing else. */
    public SSLContext trusted() {
        try {
            KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
            known.load(null, null);
            known.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(known);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException("the development authority's certificate cannot be used", failure);
        }
    }

    /** This authority's certificate as PEM. */
    public String certificatePem() {
        return pem(certificate);
    }

    private static Path write(Path file, String pem) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return NodeFolder.writePrivate(file, pem);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    private X509Certificate issue(X500Name subject, KeyPair subjectKey, boolean authority) {
        Instant now = clock.instant();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                NAME,
                new BigInteger(127, random).add(BigInteger.ONE),
                Date.from(now.minus(CLOCK_MARGIN)),
                Date.from(now.plus(authority ? LIFE : VALIDITY)),
                subject,
                subjectKey.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (authority) {
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            } else {
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
                builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.dNSName, "localhost"),
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                }));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keyPair.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException failure) {
            throw new IllegalStateException("cannot issue a development certificate", failure);
        }
    }

    private static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has P-256", impossible);
        }
    }

    private static String pem(Object value) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            // PKCS#8 for keys: what NGINX, OpenSSL and Vert.x all read
            writer.writeObject(
                    value instanceof PrivateKey key
                            ? new org.bouncycastle.openssl.jcajce.JcaPKCS8Generator(key, null)
                            : value);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return text.toString();
    }
}
