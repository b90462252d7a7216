// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.x509.RevocationListIssuer.Reason;
import io.notenboom.trust.x509.RevocationListIssuer.Revoked;
import io.notenboom.trust.x509.RevocationPolicy.Verdict;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

class RevocationListTest {

    private static final Instant NOW = Instant.parse("2028-02-29T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final BigInteger ONE = BigInteger.ONE;

    private final KeyPair rootKey = CertificateRecipe.pair("secp256r1");
    private final KeyPair otherKey = CertificateRecipe.pair("secp256r1");
    private final KeyPair leafKey = CertificateRecipe.pair("secp256r1");
    private final X509Certificate root =
            CertificateIssuer.foundation("test", rootKey.getPublic(), signer(rootKey), NOW);
    private final X509Certificate first = issued("First");
    private final X509Certificate second = issued("Second");
    private final RevocationListIssuer issuer = new RevocationListIssuer(root, signer(rootKey));
    private final Revoked revoked = new Revoked(first.getSerialNumber(), NOW.minusSeconds(60), Reason.KEY_COMPROMISE);

    private static JwsSigner signer(KeyPair key) {
        return JwsSigner.inMemory(SignatureAlgorithm.ES256, key.getPrivate());
    }

    private X509Certificate issued(String name) {
        return CertificateIssuer.of(root, signer(rootKey))
                .certificateAuthority(SubjectName.ofVendor(name, "CA", "90000011"), leafKey.getPublic(), NOW);
    }

    @Test
    void aListTellsWhichCertificatesAreRevoked() {
        RevocationList list = issuer.issue(ONE, NOW, DAY, List.of(revoked));

        assertThat(list.revokes(first)).isTrue();
        assertThat(list.revokes(second)).isFalse();
        assertThat(list.number()).isEqualTo(ONE);
        assertThat(list.size()).isEqualTo(1);
        assertThat(list.thisUpdate()).isEqualTo(NOW);
        assertThat(list.nextUpdate()).isEqualTo(NOW.plus(DAY));
        assertThat(list.isCurrent(NOW.plus(DAY).minusSeconds(1))).isTrue();
        assertThat(list.isCurrent(NOW.plus(DAY))).isFalse();
    }

    @Test
    void itIsReadBackFromDerAndPem() {
        byte[] der = issuer.issue(BigInteger.TEN, NOW, DAY, List.of(revoked)).encoded();
        String pem = "-----BEGIN X509 CRL-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END X509 CRL-----\n";

        assertThat(RevocationList.verify(der, root, NOW).number()).isEqualTo(BigInteger.TEN);
        assertThat(RevocationList.verify(pem.getBytes(StandardCharsets.US_ASCII), root, NOW)
                        .revokes(first))
                .isTrue();
    }

    @Test
    void aListOfNobodyIsShortAndRevokesNothing() {
        RevocationList list = issuer.issue(BigInteger.ZERO, NOW, DAY, List.of());

        assertThat(list.size()).isZero();
        assertThat(list.revokes(first)).isFalse();
    }

    @Test
    void aListTellsNothingAboutCertificatesOfOthers() {
        X509Certificate other = CertificateIssuer.foundation("other", otherKey.getPublic(), signer(otherKey), NOW);
        RevocationList list = issuer.issue(ONE, NOW, DAY, List.of(revoked));

        assertThatThrownBy(() -> list.revokes(other)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyFlippedByteOfTheStatementIsNoticed() throws Exception {
        byte[] good = issuer.issue(ONE, NOW, DAY, List.of(revoked)).encoded();
        X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(good));
        int header = 4;
        for (int index = 0; index < header + list.getTBSCertList().length; index++) {
            byte[] bad = good.clone();
            bad[index] ^= 1;
            assertThatThrownBy(() -> RevocationList.verify(bad, root, NOW))
                    .as("byte %d", index)
                    .isInstanceOf(UnfitCertificateInputException.class);
        }
        assertUnfit(Arrays.copyOf(good, good.length - 1), root);
        byte[] more = Arrays.copyOf(good, good.length + 1);
        more[good.length] = 'x';
        assertUnfit(more, root);
        assertUnfit(new byte[RevocationList.MAX_BYTES + 1], root);
        assertUnfit(new byte[0], root);
    }

    private static void assertUnfit(byte[] bytes, X509Certificate issuer) {
        assertThatThrownBy(() -> RevocationList.verify(bytes, issuer, NOW))
                .isInstanceOf(UnfitCertificateInputException.class);
    }

    @Test
    void onlyTheIssuerItselfSignsItsList() {
        // of the same name, with another key
        X509Certificate impostor = CertificateIssuer.foundation("test", otherKey.getPublic(), signer(otherKey), NOW);
        byte[] forged = new RevocationListIssuer(impostor, signer(otherKey))
                .issue(ONE, NOW, DAY, List.of())
                .encoded();

        assertUnfit(forged, root);
        assertUnfit(issuer.issue(ONE, NOW, DAY, List.of()).encoded(), first);
        assertThatThrownBy(() -> new RevocationListIssuer(root, signer(otherKey)).issue(ONE, NOW, DAY, List.of()))
                .isInstanceOf(UnfitCertificateInputException.class);
    }

    @Test
    void aCertificateThatMayNotSignListsSignsNone() {
        CertificateRecipe recipe = new CertificateRecipe(CertificateProfile.CONTRACT);
        X509Certificate contract = recipe.make();

        assertThatThrownBy(() -> new RevocationListIssuer(contract, signer(recipe.key)).issue(ONE, NOW, DAY, List.of()))
                .isInstanceOf(UnfitCertificateInputException.class)
                .hasMessageContaining("may not sign");
    }

    @Test
    void partsOfListsAndListsWithoutNumberOrEndAreRefused() throws Exception {
        assertUnfit(built(builder -> builder.setNextUpdate(date(DAY))), root);
        assertUnfit(built(builder -> builder.addExtension(Extension.cRLNumber, false, new ASN1Integer(1))), root);
        assertUnfit(
                built(builder -> builder.setNextUpdate(date(DAY))
                        .addExtension(Extension.cRLNumber, false, new ASN1Integer(2))
                        .addExtension(Extension.deltaCRLIndicator, true, new ASN1Integer(1))),
                root);
    }

    private interface Change {
        void apply(X509v2CRLBuilder builder) throws Exception;
    }

    private static Date date(Duration after) {
        return Date.from(NOW.plus(after));
    }

    private byte[] built(Change change) throws Exception {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(
                X500Name.getInstance(root.getSubjectX500Principal().getEncoded()), Date.from(NOW));
        change.apply(builder);
        return builder.build(new CertificateSigner(signer(rootKey))).getEncoded();
    }

    @Test
    void aListMaySayThatItIsTheOneOfItsAddress() throws Exception {
        URI here = URI.create("http://ca.example/1.crl");
        byte[] all = scoped(here, false, false);
        byte[] authorities = scoped(here, false, true);
        byte[] others = scoped(here, true, false);

        assertUnfit(all, root);
        assertThat(RevocationList.verify(all, root, here, NOW).covers(first)).isTrue();
        assertThat(RevocationList.verify(authorities, root, here, NOW).covers(first))
                .isTrue();
        assertThat(RevocationList.verify(others, root, here, NOW).covers(first)).isFalse();
        assertThatThrownBy(() -> RevocationList.verify(all, root, URI.create("http://ca.example/2.crl"), NOW))
                .isInstanceOf(UnfitCertificateInputException.class);
        byte[] someReasons = built(builder -> builder.setNextUpdate(date(DAY))
                .addExtension(Extension.cRLNumber, false, new ASN1Integer(2))
                .addExtension(
                        Extension.issuingDistributionPoint,
                        true,
                        new IssuingDistributionPoint(
                                null, false, false, new ReasonFlags(ReasonFlags.keyCompromise), false, false)));
        assertThatThrownBy(() -> RevocationList.verify(someReasons, root, here, NOW))
                .isInstanceOf(UnfitCertificateInputException.class);
    }

    private byte[] scoped(URI address, boolean others, boolean authorities) throws Exception {
        DistributionPointName name = new DistributionPointName(
                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, address.toString())));
        return built(builder -> builder.setNextUpdate(date(DAY))
                .addExtension(Extension.cRLNumber, false, new ASN1Integer(2))
                .addExtension(
                        Extension.issuingDistributionPoint,
                        true,
                        new IssuingDistributionPoint(name, others, authorities, null, false, false)));
    }

    @Test
    void listsSignedWithPssAreReadIfTheDigestIsStrong() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair rsa = generator.generateKeyPair();
        X509Certificate authority = new CertificateRecipe(CertificateProfile.FOUNDATION_ROOT)
                .with(recipe -> recipe.key = rsa)
                .make();

        byte[] strong = pss(authority, rsa, "SHA512withRSAandMGF1");
        assertThat(RevocationList.verify(strong, authority, NOW).number()).isEqualTo(BigInteger.TWO);
        assertUnfit(pss(authority, rsa, "SHA1withRSAandMGF1"), authority);
    }

    private static byte[] pss(X509Certificate authority, KeyPair key, String algorithm) throws Exception {
        return new X509v2CRLBuilder(
                        X500Name.getInstance(authority.getSubjectX500Principal().getEncoded()), Date.from(NOW))
                .setNextUpdate(date(DAY))
                .addExtension(Extension.cRLNumber, false, new ASN1Integer(2))
                .build(new JcaContentSignerBuilder(algorithm)
                        .setProvider(new BouncyCastleProvider())
                        .build(key.getPrivate()))
                .getEncoded();
    }

    @Test
    void aListFromTheFutureIsRefused() {
        byte[] future = issuer.issue(ONE, NOW.plus(DAY), DAY, List.of()).encoded();

        assertUnfit(future, root);
        assertThat(RevocationList.verify(future, root, NOW.plus(DAY).minus(RevocationList.CLOCK_SKEW))
                        .isCurrent(NOW))
                .isTrue();
    }

    @Test
    void theLargestListIsWithinTheLimit() {
        List<Revoked> many = java.util.stream.IntStream.range(0, RevocationListIssuer.MAX_ENTRIES)
                .mapToObj(i -> new Revoked(BigInteger.TWO.pow(158).add(BigInteger.valueOf(i)), NOW, Reason.SUPERSEDED))
                .toList();

        assertThat(issuer.issue(BigInteger.TWO.pow(159), NOW, DAY, many).encoded().length)
                .isLessThanOrEqualTo(RevocationList.MAX_BYTES);
    }

    @Test
    void withoutACurrentListThePolicyDecides() {
        Optional<RevocationList> list = Optional.of(issuer.issue(ONE, NOW, DAY, List.of(revoked)));
        Instant later = NOW.plus(DAY);

        for (RevocationPolicy policy : RevocationPolicy.values()) {
            assertThat(policy.judge(second, list, NOW)).isEqualTo(Verdict.GOOD);
            assertThat(policy.judge(first, list, NOW)).isEqualTo(Verdict.REVOKED);
            assertThat(policy.judge(first, list, later)).isEqualTo(Verdict.REVOKED);
        }
        assertThat(RevocationPolicy.HARD_FAIL.judge(second, list, later)).isEqualTo(Verdict.UNKNOWN_REFUSED);
        assertThat(RevocationPolicy.HARD_FAIL
                        .judge(second, Optional.empty(), NOW)
                        .accepted())
                .isFalse();
        assertThat(RevocationPolicy.SOFT_FAIL.judge(second, list, later)).isEqualTo(Verdict.UNKNOWN_ACCEPTED);
        assertThat(RevocationPolicy.SOFT_FAIL
                        .judge(second, Optional.empty(), NOW)
                        .accepted())
                .isTrue();
    }
}
