// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signature, key, algorithm, period and status of credentials, and what holders attest themselves. */
class CredentialVerifierTest extends CredentialScene {

    @Test
    void acceptsOrganizationCredential() throws CredentialRefusedException {
        VerifiedCredential verified = verifier.verify(UnverifiedCredential.parse(issued()), NOW);
        assertThat(verified.issuer()).isEqualTo(issuer.did());
        assertThat(verified.subject()).isEqualTo(holder.did());
        assertThat(verified.content().specificType()).contains("NutsOrganizationCredential");
        assertThat(verified.selfAttested()).isFalse();
        assertThat(verified.format()).isEqualTo(CredentialFormat.JWT_VC);
        assertThat(verified.algorithm()).contains("ES256");
        assertThat(verified.original().textValue()).isEqualTo(issued());
    }

    @Test
    void validityWithFiveSecondsOfSkew() throws CredentialRefusedException {
        UnverifiedCredential credential = UnverifiedCredential.parse(issued());
        assertThat(verifier.verify(credential, NOW.minusSeconds(5)).issuer()).isEqualTo(issuer.did());
        assertRefused(issued(), NOW.minusSeconds(6), CredentialRefusal.NOT_YET_VALID);
        Instant end = NOW.plus(Duration.ofDays(365));
        assertThat(verifier.verify(credential, end.plusSeconds(4)).issuer()).isEqualTo(issuer.did());
        assertRefused(issued(), end.plusSeconds(5), CredentialRefusal.EXPIRED);
    }

    @Test
    void tamperedPayload() throws CredentialRefusedException {
        String[] parts = issued().split("\\.");
        ObjectNode claims = json(parts[1]);
        ((ObjectNode) organization(claims)).put("name", "Other B.V.");
        assertRefused(
                parts[0] + "." + Base64Url.encode(claims.toString()) + "." + parts[2], CredentialRefusal.SIGNATURE);
    }

    @Test
    void keyOfAnotherDid() throws CredentialRefusedException {
        assertRefused(
                changed(header -> header.put("kid", stranger.method().toString()), claims -> {}, stranger),
                CredentialRefusal.KEY_NOT_OF_ISSUER);
    }

    @Test
    void signedByAnotherKeyUnderTheIssuersKid() throws CredentialRefusedException {
        assertRefused(changed(header -> {}, claims -> {}, stranger), CredentialRefusal.SIGNATURE);
    }

    @Test
    void missingOrStrangeKid() throws CredentialRefusedException {
        assertRefused(changed(header -> header.remove("kid"), claims -> {}), CredentialRefusal.KEY_NOT_OF_ISSUER);
        assertRefused(changed(header -> header.put("kid", 5), claims -> {}), CredentialRefusal.KEY_NOT_OF_ISSUER);
        assertRefused(
                changed(header -> header.put("kid", "#key-1"), claims -> {}), CredentialRefusal.KEY_NOT_OF_ISSUER);
        assertRefused(
                changed(header -> header.put("kid", issuer.did() + "#other"), claims -> {}),
                CredentialRefusal.KEY_NOT_ALLOWED);
    }

    @Test
    void embeddedKeyIsNotUsed() throws CredentialRefusedException {
        assertRefused(
                changed(header -> header.set("jwk", stranger.key().json()), claims -> {}, stranger),
                CredentialRefusal.SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS256"})
    void algorithmNotAccepted(String algorithm) throws CredentialRefusedException {
        String[] parts = issued().split("\\.");
        ObjectNode header = json(parts[0]).put("alg", algorithm);
        assertRefused(
                Base64Url.encode(header.toString()) + "." + parts[1] + "." + parts[2],
                CredentialRefusal.ALGORITHM_NOT_ACCEPTED);
    }

    @Test
    @DisplayName("alg per key type")
    void algorithmOfAnotherKeyType() throws CredentialRefusedException {
        String[] parts = issued().split("\\.");
        ObjectNode header = json(parts[0]).put("alg", "PS256");
        assertRefused(
                Base64Url.encode(header.toString()) + "." + parts[1] + "." + parts[2], CredentialRefusal.SIGNATURE);
    }

    @Test
    void algorithmOutsideTheAllowList() {
        CredentialVerifier strict = new CredentialVerifier(
                resolver, EnumSet.of(SignatureAlgorithm.ES384), CredentialStatusChecker.knowingNone());
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> strict.verify(UnverifiedCredential.parse(issued()), NOW))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(CredentialRefusal.ALGORITHM_NOT_ACCEPTED);
    }

    @Test
    void issuerThatCannotBeResolved() throws CredentialRefusedException {
        CredentialVerifier alone =
                new CredentialVerifier(Party.resolver(holder), ALL, CredentialStatusChecker.knowingNone());
        UnverifiedCredential credential = UnverifiedCredential.parse(issued());
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> alone.verify(credential, NOW))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(CredentialRefusal.ISSUER_NOT_RESOLVED);
    }

    @Test
    @DisplayName("status list: looked at after signature and issuer of the credential")
    void statusIsAskedAfterTheSignatureAndFailsClosed() throws CredentialRefusedException {
        CredentialTemplate template = new CredentialTemplate(
                issuer.did().withFragment("1"),
                "TestCredential",
                List.of(),
                holder.did(),
                StrictJson.newObject(),
                null,
                CredentialStatus.revocation("https://register.example/statuslist/1", 7));
        String jwt = issue(template);
        List<CredentialStatus> asked = new ArrayList<>();
        for (CredentialStatusChecker.Outcome outcome : CredentialStatusChecker.Outcome.values()) {
            CredentialVerifier checking = new CredentialVerifier(resolver, ALL, (status, by, at) -> {
                asked.add(status);
                return outcome;
            });
            UnverifiedCredential credential = UnverifiedCredential.parse(jwt);
            switch (outcome) {
                case VALID ->
                    assertThat(checking.verify(credential, NOW).issuer()).isEqualTo(issuer.did());
                case REVOKED -> assertRefused(checking, jwt, CredentialRefusal.REVOKED);
                case UNKNOWN -> assertRefused(checking, jwt, CredentialRefusal.STATUS_UNKNOWN);
            }
        }
        assertThat(asked).hasSize(3).allMatch(status -> "7".equals(status.index()));
        String forged = jwt.substring(0, jwt.length() - 8) + "AAAAAAAA";
        assertRefused(forged, CredentialRefusal.SIGNATURE);
        assertThat(asked).hasSize(3);
    }

    @Test
    void jsonLdCredentialIsRefusedByName() throws CredentialRefusedException {
        ObjectNode json = selfAttested(holder.did(), CredentialType.NUTS_EMPLOYEE);
        json.putObject("proof").put("type", "JsonWebSignature2020");
        UnverifiedCredential credential = UnverifiedCredential.parse(json);
        assertThat(credential.format()).isEqualTo(CredentialFormat.LDP_VC);
        assertThat(credential.proofType()).contains("JsonWebSignature2020");
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> verifier.verifyPresented(credential, holder.did(), NOW))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(CredentialRefusal.FORMAT_NOT_ACCEPTED);
    }

    @Test
    void selfAttestedOnlyAboutTheHolderItself() throws CredentialRefusedException {
        UnverifiedCredential own = UnverifiedCredential.parse(selfAttested(holder.did(), CredentialType.NUTS_EMPLOYEE));
        assertThat(verifier.verifyPresented(own, holder.did(), NOW).selfAttested())
                .isTrue();
        assertSelfAttestedRefused(own, stranger.did());
        ObjectNode aboutOther = selfAttested(holder.did(), CredentialType.NUTS_EMPLOYEE);
        ((ObjectNode) aboutOther.path("credentialSubject"))
                .put("id", stranger.did().value());
        assertSelfAttestedRefused(UnverifiedCredential.parse(aboutOther), holder.did());
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> verifier.verify(own, NOW))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(CredentialRefusal.SELF_ATTESTED_NOT_ACCEPTED);
    }

    @Test
    void organizationCannotAttestItself() throws CredentialRefusedException {
        assertSelfAttestedRefused(
                UnverifiedCredential.parse(selfAttested(holder.did(), CredentialType.NUTS_ORGANIZATION)), holder.did());
        assertSelfAttestedRefused(
                UnverifiedCredential.parse(selfAttested(holder.did(), CredentialType.E_OVERDRACHT)), holder.did());
    }

    private static ObjectNode selfAttested(Did did, String type) {
        ObjectNode claims =
                StrictJson.newObject().put("identifier", "1").put("name", "A").put("roleName", "Arts");
        try {
            return SelfAttestedCredential.of("9be9ef7b-be22-40d0-86d6-441fc07cbabf", did, type, claims, NOW)
                    .original();
        } catch (CredentialRefusedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void assertSelfAttestedRefused(UnverifiedCredential credential, Did signer) {
        assertThatExceptionOfType(CredentialRefusedException.class)
                .isThrownBy(() -> verifier.verifyPresented(credential, signer, NOW))
                .extracting(CredentialRefusedException::reason)
                .isEqualTo(CredentialRefusal.SELF_ATTESTED_NOT_ACCEPTED);
    }
}
