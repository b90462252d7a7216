// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import io.notenboom.trust.jose.JwsSigner;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
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
import javax.security.auth.x500.X500Principal;
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
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * Issues certificates in the profiles of the Nuts registry with a key that it never sees. Serial numbers are 127 random bits.
 * What does not fit its {@link CertificateProfile} is not issued; who may get a certificate is the caller's decision.
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
    private final Instant issuerEnd;
    private final JwsSigner signer;
    private final @Nullable URI revocationList;
    private final SecureRandom random = new SecureRandom();

    private CertificateIssuer(
            X500Name issuerName,
            PublicKey issuerKey,
            Instant issuerEnd,
            JwsSigner signer,
            @Nullable URI revocationList) {
        this.issuerName = issuerName;
        this.issuerKey = issuerKey;
        this.issuerEnd = issuerEnd;
        this.signer = signer;
        this.revocationList = revocationList;
    }

    /** An issuer that has a certificate; the signer must hold its key. */
    public static CertificateIssuer of(X509Certificate certificate, JwsSigner signer) {
        return new CertificateIssuer(
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                certificate.getPublicKey(),
                certificate.getNotAfter().toInstant(),
                signer,
                null);
    }

    /**
     * The same issuer, whose certificates say where its revocation list is ({@link RevocationAddress}).
     *
     * @param url an http or https URL; null to say nothing
     */
    public CertificateIssuer publishingAt(@Nullable URI url) {
        return new CertificateIssuer(issuerName, issuerKey, issuerEnd, signer, url);
    }

    /** The self-signed certificate of a Foundation. */
    public static X509Certificate foundation(String network, PublicKey key, JwsSigner signer, Instant now) {
        SubjectName name = new SubjectName("Nuts Foundation " + network, "Nuts Foundation", "", "", "NL", "");
        Instant end = now.plus(FOUNDATION_VALIDITY);
        CertificateIssuer issuer = new CertificateIssuer(name.toX500(), key, end, signer, null);
        return issuer.issue(new Wish(CertificateProfile.FOUNDATION_ROOT, name, List.of()), key, now, end);
    }

    /**
     * A vendor CA or node CA certificate: CA, path length 0; ends when its issuer does at the latest. Checked is what both profiles have in common; that a vendor has
     * a KvK number is checked with its request ({@link CertificateRequests#check}).
     *
     * @throws UnfitCertificateInputException if the key is weak, the issuer has expired, or the signer's key is not that of
     *     the issuer's certificate
     */
    public X509Certificate certificateAuthority(SubjectName subject, PublicKey key, Instant now) {
        return issue(new Wish(CertificateProfile.NODE_CA, subject, List.of()), key, now, end(now, CA_VALIDITY));
    }

    /**
     * A node identity certificate for mTLS on both sides; ends when its issuer does at the latest.
     *
     * @param hosts DNS names, and in development addresses, of the node; at least one
     * @throws UnfitCertificateInputException if there is no host, the key is weak, the issuer has expired, or the signer's key
     *     is not that of the issuer's certificate
     */
    public X509Certificate nodeIdentity(SubjectName subject, PublicKey key, List<String> hosts, Instant now) {
        return issue(
                new Wish(CertificateProfile.NODE_IDENTITY, subject, hosts), key, now, end(now, NODE_IDENTITY_VALIDITY));
    }

    /**
     * A contract certificate: exactly three years by the calendar, digital signature only, no CA.
     *
     * @throws UnfitCertificateInputException if the subject has no province or KvK number, the key is weak, or the signer's
     *     key is not that of the issuer's certificate
     */
    public X509Certificate contract(SubjectName subject, PublicKey key, Instant now) {
        Instant start = now.truncatedTo(ChronoUnit.SECONDS);
        Instant end = start.atOffset(ZoneOffset.UTC).plusYears(CONTRACT_YEARS).toInstant();
        return issue(new Wish(CertificateProfile.CONTRACT, subject, List.of()), key, start, end);
    }

    /** A certificate that outlived its issuer would fail before the time at which its owner expects to renew it. */
    private Instant end(Instant now, Duration validity) {
        if (!now.isBefore(issuerEnd)) {
            throw new UnfitCertificateInputException("the issuer's own certificate has expired; renew that first");
        }
        Instant wanted = now.plus(validity);
        return wanted.isBefore(issuerEnd) ? wanted : issuerEnd;
    }

    private record Wish(CertificateProfile profile, SubjectName subject, List<String> hosts) {}

    private X509Certificate issue(Wish wish, PublicKey key, Instant start, Instant end) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuerName,
                new BigInteger(127, random).add(BigInteger.ONE),
                Date.from(start.truncatedTo(ChronoUnit.SECONDS)),
                Date.from(end.truncatedTo(ChronoUnit.SECONDS)),
                wish.subject().toX500(),
                SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        try {
            addExtensions(builder, wish.profile(), key);
            if (!wish.hosts().isEmpty()) {
                addHosts(builder, wish.hosts());
            }
            X509Certificate issued = Pem.certificate(builder.build(new CertificateSigner(signer)));
            return requireFit(wish.profile(), issued);
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException("a certificate extension cannot be encoded", failure);
        }
    }

    private void addExtensions(X509v3CertificateBuilder builder, CertificateProfile profile, PublicKey key)
            throws IOException, GeneralSecurityException {
        BasicConstraints constraints =
                switch (profile) {
                    case FOUNDATION_ROOT -> new BasicConstraints(1);
                    case VENDOR_CA, NODE_CA -> new BasicConstraints(0);
                    case NODE_IDENTITY, CONTRACT -> new BasicConstraints(false);
                };
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, constraints);
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(constraints.isCA() ? CA_USAGE : KeyUsage.digitalSignature));
        builder.addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
        builder.addExtension(
                Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(issuerKey));
        if (revocationList != null) {
            builder.addExtension(Extension.cRLDistributionPoints, false, RevocationAddress.extension(revocationList));
        }
    }

    private static void addHosts(X509v3CertificateBuilder builder, List<String> hosts) throws IOException {
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
        }));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(hosts.stream()
                        .map(host -> new GeneralName(
                                IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                        .toArray(GeneralName[]::new)));
    }

    private X509Certificate requireFit(CertificateProfile profile, X509Certificate issued) throws IOException {
        ProfileOutcome outcome = profile.check(issued, new X500Principal(issuerName.getEncoded()), issuerKey);
        return switch (outcome) {
            case ProfileOutcome.Fits() -> issued;
            case ProfileOutcome.Fails(ProfileRule rule) -> throw new UnfitCertificateInputException(rule.failure());
        };
    }
}
