// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import io.notenboom.trust.jose.JwsSigner;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/**
 * Issues certificates in the profiles of the Nuts registry with a key that it never sees. Serial numbers are 127 random bits.
 * Nothing is checked about the subject: who may get a certificate is the caller's decision.
 */
public final class CertificateIssuer {

    /** Validity of the Foundation's own certificate. */
    public static final Duration FOUNDATION_VALIDITY = Duration.ofDays(3650);

    /** Validity of vendor CA and node CA certificates. */
    public static final Duration CA_VALIDITY = Duration.ofDays(4 * 365);

    /** Validity of node identity certificates. */
    public static final Duration NODE_IDENTITY_VALIDITY = Duration.ofDays(365);

    private static final int CONTRACT_YEARS = 3;
    private static final int CA_USAGE = KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign;

    private final X500Name issuerName;
    private final PublicKey issuerKey;
    private final JwsSigner signer;
    private final SecureRandom random = new SecureRandom();

    private CertificateIssuer(X500Name issuerName, PublicKey issuerKey, JwsSigner signer) {
        this.issuerName = issuerName;
        this.issuerKey = issuerKey;
        this.signer = signer;
    }

    /** An issuer that has a certificate; the signer must hold its key. */
    public static CertificateIssuer of(X509Certificate certificate, JwsSigner signer) {
        return new CertificateIssuer(
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                certificate.getPublicKey(),
                signer);
    }

    /** The self-signed certificate of a Foundation. */
    public static X509Certificate foundation(String network, PublicKey key, JwsSigner signer, Instant now) {
        SubjectName name = new SubjectName("Nuts Foundation " + network, "Nuts Foundation", "", "", "NL", "");
        CertificateIssuer issuer = new CertificateIssuer(name.toX500(), key, signer);
        return issuer.issue(
                name,
                key,
                now,
                now.plus(FOUNDATION_VALIDITY),
                new Profile(new BasicConstraints(1), CA_USAGE, List.of()));
    }

    /** A vendor CA or node CA certificate: CA, path length 0. */
    public X509Certificate certificateAuthority(SubjectName subject, PublicKey key, Instant now) {
        return issue(
                subject, key, now, now.plus(CA_VALIDITY), new Profile(new BasicConstraints(0), CA_USAGE, List.of()));
    }

    /** A node identity certificate for mTLS on both sides, with these dNSName alternatives. */
    public X509Certificate nodeIdentity(SubjectName subject, PublicKey key, List<String> hosts, Instant now) {
        return issue(
                subject,
                key,
                now,
                now.plus(NODE_IDENTITY_VALIDITY),
                new Profile(new BasicConstraints(false), KeyUsage.digitalSignature, hosts));
    }

    /** A contract certificate: exactly three years by the calendar, digital signature only, no CA. */
    public X509Certificate contract(SubjectName subject, PublicKey key, Instant now) {
        Instant start = now.truncatedTo(ChronoUnit.SECONDS);
        Instant end = start.atOffset(ZoneOffset.UTC).plusYears(CONTRACT_YEARS).toInstant();
        return issue(
                subject,
                key,
                start,
                end,
                new Profile(new BasicConstraints(false), KeyUsage.digitalSignature, List.of()));
    }

    private record Profile(BasicConstraints constraints, int usage, List<String> hosts) {}

    private X509Certificate issue(SubjectName subject, PublicKey key, Instant start, Instant end, Profile profile) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuerName,
                new BigInteger(127, random).add(BigInteger.ONE),
                Date.from(start.truncatedTo(ChronoUnit.SECONDS)),
                Date.from(end.truncatedTo(ChronoUnit.SECONDS)),
                subject.toX500(),
                SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, profile.constraints());
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(profile.usage()));
            builder.addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(issuerKey));
            if (!profile.hosts().isEmpty()) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                }));
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(profile.hosts().stream()
                                .map(host -> new GeneralName(GeneralName.dNSName, host))
                                .toArray(GeneralName[]::new)));
            }
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException("a certificate extension cannot be encoded", failure);
        }
        return Pem.certificate(builder.build(new CertificateSigner(signer)));
    }
}
