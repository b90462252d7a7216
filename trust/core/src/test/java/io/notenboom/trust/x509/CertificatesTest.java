// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.SignatureProviders;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatesTest {

    private static final Instant NOW = Instant.parse("2028-02-29T10:00:00Z");
    private static final SubjectName VENDOR = SubjectName.ofVendor("Vendor A", "CA", "90000101");
    private static final SubjectName ORGANISATION =
            new SubjectName("Ziekenhuis De Linde", "Ziekenhuis De Linde", "Zuid-Holland", "Nootdorp", "NL", "90000011");

    private final KeyPair foundationKey = p256();
    private final KeyPair vendorKey = p256();
    private final KeyPair contractKey = p256();
    private final X509Certificate foundation = CertificateIssuer.foundation(
            "test",
            foundationKey.getPublic(),
            JwsSigner.inMemory(SignatureAlgorithm.ES256, foundationKey.getPrivate()),
            NOW);
    private final X509Certificate vendor = CertificateIssuer.of(
                    foundation, JwsSigner.inMemory(SignatureAlgorithm.ES256, foundationKey.getPrivate()))
            .certificateAuthority(VENDOR, vendorKey.getPublic(), NOW);

    private static KeyPair p256() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private X509Certificate contract() {
        return CertificateIssuer.of(vendor, JwsSigner.inMemory(SignatureAlgorithm.ES256, vendorKey.getPrivate()))
                .contract(ORGANISATION, contractKey.getPublic(), NOW);
    }

    @Test
    void contractCertificateFitsTheProfileOfTheSeed() {
        X509Certificate contract = contract();

        assertThat(contract.getNotBefore().toInstant()).isEqualTo(NOW);
        assertThat(contract.getNotAfter().toInstant()).isEqualTo(Instant.parse("2031-02-28T10:00:00Z"));
        assertThat(contract.getBasicConstraints()).isEqualTo(-1);
        assertThat(contract.getCriticalExtensionOIDs()).contains("2.5.29.15");
        assertThat(contract.getKeyUsage())
                .containsExactly(true, false, false, false, false, false, false, false, false);
        assertThat(contract.getIssuerX500Principal()).isEqualTo(vendor.getSubjectX500Principal());
        assertThat(contract.getSubjectX500Principal().getName())
                .contains("CN=Ziekenhuis De Linde", "O=Ziekenhuis De Linde", "ST=Zuid-Holland", "C=NL");
    }

    @Test
    void vendorCaIsACaOfPathLengthZero() {
        assertThat(vendor.getBasicConstraints()).isZero();
        assertThat(vendor.getKeyUsage()).containsExactly(true, false, false, false, false, true, true, false, false);
    }

    @ParameterizedTest
    @CsvSource({
        "https://foundation.example.nl/pki/v1/foundation.crl, true",
        "http://127.0.0.1:8080/foundation.crl, true",
        "ldap://foundation.example.nl/cn=list, false"
    })
    void certificatesSayWhereTheRevocationListIs(URI address, boolean usable) {
        X509Certificate issued = CertificateIssuer.of(
                        foundation, JwsSigner.inMemory(SignatureAlgorithm.ES256, foundationKey.getPrivate()))
                .publishingAt(address)
                .certificateAuthority(VENDOR, vendorKey.getPublic(), NOW);

        assertThat(RevocationAddress.of(issued)).isEqualTo(usable ? Optional.of(address) : Optional.empty());
        assertThat(issued.getNonCriticalExtensionOIDs()).contains("2.5.29.31");
        assertThat(CertificatePath.verify(List.of(issued), foundation, NOW.plus(Duration.ofDays(1)))
                        .leaf())
                .isEqualTo(issued);
        assertThat(RevocationAddress.of(vendor)).isEmpty();
    }

    @Test
    void pathFromContractToFoundationIsValid() {
        X509Certificate contract = contract();
        CertificatePath path =
                CertificatePath.verify(List.of(contract, vendor), foundation, NOW.plus(Duration.ofDays(1)));

        assertThat(path.leaf()).isEqualTo(contract);
        assertThat(path.certificates()).hasSize(2);
    }

    @Test
    void pathIsRefusedBeforeAndAfterItsTime() {
        List<X509Certificate> chain = List.of(contract(), vendor);

        assertThatThrownBy(() -> CertificatePath.verify(chain, foundation, NOW.minusSeconds(1)))
                .isInstanceOf(UnfitCertificateInputException.class);
        assertThatThrownBy(() -> CertificatePath.verify(chain, foundation, NOW.plus(Duration.ofDays(4000))))
                .isInstanceOf(UnfitCertificateInputException.class);
    }

    @Test
    void pathToAnotherFoundationIsRefused() {
        KeyPair otherKey = p256();
        X509Certificate other = CertificateIssuer.foundation(
                "test", otherKey.getPublic(), JwsSigner.inMemory(SignatureAlgorithm.ES256, otherKey.getPrivate()), NOW);

        assertThatThrownBy(() -> CertificatePath.verify(List.of(vendor), other, NOW))
                .isInstanceOf(UnfitCertificateInputException.class);
    }

    @Test
    void contractCertificateCannotIssue() {
        KeyPair key = p256();
        X509Certificate contract = contract();
        X509Certificate child = CertificateIssuer.of(
                        contract, JwsSigner.inMemory(SignatureAlgorithm.ES256, contractKey.getPrivate()))
                .contract(ORGANISATION, key.getPublic(), NOW);

        assertThatThrownBy(() -> CertificatePath.verify(List.of(child, contract, vendor), foundation, NOW))
                .isInstanceOf(UnfitCertificateInputException.class);
    }

    @Test
    void requestIsReadBack() {
        String pem = CertificateRequests.create(
                VENDOR, vendorKey.getPublic(), JwsSigner.inMemory(SignatureAlgorithm.ES256, vendorKey.getPrivate()));
        CertificateRequests.CheckedRequest checked = CertificateRequests.check(pem);

        assertThat(checked.subject()).isEqualTo(VENDOR);
        assertThat(checked.publicKey()).isEqualTo(vendorKey.getPublic());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zorg, Huis & Zn.", "#Samen", "A+B=C", " Spatie \\ \"x\" <y>; "})
    void namesKeepTheirPunctuation(String name) {
        SubjectName subject = new SubjectName(name, name, "Fryslân", "", "NL", "90000011");
        JwsSigner signer = JwsSigner.inMemory(SignatureAlgorithm.ES256, vendorKey.getPrivate());

        assertThat(CertificateRequests.check(CertificateRequests.create(subject, vendorKey.getPublic(), signer))
                        .subject())
                .isEqualTo(subject);
        X509Certificate contract = CertificateIssuer.of(vendor, signer).contract(subject, contractKey.getPublic(), NOW);
        assertThat(SubjectName.of(
                        X500Name.getInstance(contract.getSubjectX500Principal().getEncoded())))
                .isEqualTo(subject);
    }

    @Test
    void requestForAKeyThatNoCertificateMayHoldIsRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", SignatureProviders.provider());
        generator.initialize(new ECGenParameterSpec("secp256k1"));
        KeyPair other = generator.generateKeyPair();
        String pem = Pem.writeObject(new JcaPKCS10CertificationRequestBuilder(VENDOR.toX500(), other.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .setProvider(SignatureProviders.provider())
                        .build(other.getPrivate())));

        assertThatThrownBy(() -> CertificateRequests.check(pem)).isInstanceOf(UnfitCertificateInputException.class);
    }

    @Test
    void noCertificateOutlivesItsIssuer() {
        JwsSigner signer = JwsSigner.inMemory(SignatureAlgorithm.ES256, vendorKey.getPrivate());
        CertificateIssuer issuer = CertificateIssuer.of(vendor, signer);
        Instant end = vendor.getNotAfter().toInstant();
        List<String> hosts = List.of("localhost");

        assertThat(issuer.nodeIdentity(VENDOR, contractKey.getPublic(), hosts, end.minus(Duration.ofDays(30)))
                        .getNotAfter())
                .isEqualTo(vendor.getNotAfter());
        assertThatThrownBy(() -> issuer.nodeIdentity(VENDOR, contractKey.getPublic(), hosts, end))
                .isInstanceOf(UnfitCertificateInputException.class)
                .hasMessageContaining("renew");
    }

    @Test
    void requestSignedWithAnotherKeyIsRefused() {
        String pem = CertificateRequests.create(
                VENDOR, vendorKey.getPublic(), JwsSigner.inMemory(SignatureAlgorithm.ES256, contractKey.getPrivate()));

        assertThatThrownBy(() -> CertificateRequests.check(pem)).hasMessageContaining("own key");
    }

    @Test
    void requestWithoutKvkIsRefused() {
        String pem = CertificateRequests.create(
                SubjectName.ofVendor("Vendor A", "CA", ""),
                vendorKey.getPublic(),
                JwsSigner.inMemory(SignatureAlgorithm.ES256, vendorKey.getPrivate()));

        assertThatThrownBy(() -> CertificateRequests.check(pem)).hasMessageContaining("KvK");
    }

    @Test
    void nodeIdentityNamesItsHostsAndServesBothSides() throws Exception {
        X509Certificate identity = CertificateIssuer.of(
                        vendor, JwsSigner.inMemory(SignatureAlgorithm.ES256, vendorKey.getPrivate()))
                .nodeIdentity(VENDOR, contractKey.getPublic(), List.of("localhost"), NOW);

        assertThat(identity.getSubjectAlternativeNames()).containsExactly(List.of(2, "localhost"));
        assertThat(identity.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    }

    @Test
    void pemIsReadBackAndNonsenseIsRefused() {
        assertThat(Pem.readCertificates(Pem.write(List.of(vendor, foundation)))).containsExactly(vendor, foundation);
        assertThatThrownBy(() -> Pem.readCertificates("nonsense")).isInstanceOf(UnfitCertificateInputException.class);
        assertThatThrownBy(() -> Pem.readCertificates(Pem.write(vendor).repeat(9)))
                .hasMessageContaining("at most");
    }

    @Test
    void nodeIdentityOfAnAddressNamesItAsAnAddress() throws Exception {
        X509Certificate identity = CertificateIssuer.of(
                        vendor, JwsSigner.inMemory(SignatureAlgorithm.ES256, vendorKey.getPrivate()))
                .nodeIdentity(VENDOR, contractKey.getPublic(), List.of("localhost", "127.0.0.1"), NOW);

        assertThat(identity.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
    }

    @Test
    void whatDoesNotFitItsProfileIsNotIssued() {
        CertificateIssuer issuer =
                CertificateIssuer.of(vendor, JwsSigner.inMemory(SignatureAlgorithm.ES256, vendorKey.getPrivate()));
        SubjectName noProvince = new SubjectName("Unit", "Organisation", "", "", "NL", "90000011");
        SubjectName noKvk = new SubjectName("Unit", "Organisation", "Drenthe", "", "NL", "");

        assertThatThrownBy(() -> issuer.contract(noProvince, contractKey.getPublic(), NOW))
                .isInstanceOf(UnfitCertificateInputException.class)
                .hasMessageContaining("ST");
        assertThatThrownBy(() -> issuer.contract(noKvk, contractKey.getPublic(), NOW))
                .hasMessageContaining("serialNumber");
        assertThatThrownBy(() -> issuer.nodeIdentity(VENDOR, contractKey.getPublic(), List.of(), NOW))
                .isInstanceOf(UnfitCertificateInputException.class);
    }

    @Test
    void signingWithAnotherKeyThanTheIssuersIsRefused() {
        CertificateIssuer issuer =
                CertificateIssuer.of(vendor, JwsSigner.inMemory(SignatureAlgorithm.ES256, foundationKey.getPrivate()));

        assertThatThrownBy(() -> issuer.contract(ORGANISATION, contractKey.getPublic(), NOW))
                .isInstanceOf(UnfitCertificateInputException.class)
                .hasMessageContaining("issuer");
    }
}
