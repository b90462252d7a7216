// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.fakes;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

/** A root that issues certificates of a year; alone it is a self-signed certificate. */
public final class TestAuthority {

    private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime());

    private final InstantSource clock;
    private final KeyPair key = new TestKey().pair();
    private final X500Name name;
    private final X509Certificate certificate;

    /** A root of this name. */
    public TestAuthority(String name, InstantSource clock) {
        this.clock = clock;
        this.name = new X500Name(name);
        this.certificate = make(this.name, key, null);
    }

    /** The root's own certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The root's own key. */
    public KeyPair key() {
        return key;
    }

    /** A new certificate for a name in the directory and one in DNS. */
    public X509Certificate issue(String subject, String dnsName) {
        return make(new X500Name(subject), new TestKey().pair(), dnsName);
    }

    private X509Certificate make(X500Name subject, KeyPair subjectKey, @Nullable String dns) {
        Instant now = clock.instant();
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(SERIAL.incrementAndGet()),
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofDays(365))),
                    subject,
                    subjectKey.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(dns == null));
            if (dns == null) {
                builder.addExtension(
                        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
            } else {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, dns)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
