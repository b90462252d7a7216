// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.CustodianSigner;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.SelfAttestedCredential;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.presentation.PresentationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RegistrationRulesTest {

    private final DiscoveryScene scene = new DiscoveryScene();

    private void assertRefused(RegistrationRefusal reason, Consumer<ObjectNode> change) throws Exception {
        assertRefused(reason, scene.presentation(scene.west, scene.credentials(scene.west), change));
    }

    private void assertRefused(RegistrationRefusal reason, String presentation) {
        assertThatExceptionOfType(RegistrationRefusedException.class)
                .isThrownBy(() -> scene.rules.check(scene.service, presentation, scene.now()))
                .extracting(RegistrationRefusedException::reason)
                .isEqualTo(reason);
    }

    @Test
    void aPresentationThatKeepsAllRulesIsAccepted() throws Exception {
        Registration registration = scene.rules.check(scene.service, scene.presentation(scene.west), scene.now());
        assertThat(registration.signer()).isEqualTo(scene.west.did());
        assertThat(registration.retracts()).isNull();
        assertThat(registration.expiresAt()).isEqualTo(scene.now().plus(Duration.ofMinutes(30)));
        assertThat(registration.claims().get("organization_name").asText()).isEqualTo("Zorg");
        assertThat(registration.toString()).doesNotContain("Zorg");
    }

    @Test
    void onlyJwtPresentationsAreAccepted() throws Exception {
        String linkedData = new PresentationBuilder(
                        scene.west.signingKeyId(),
                        CustodianSigner.of(
                                scene.node.custodian, scene.west.signingKey().keyId(), KeyPurpose.DID))
                .linkedDataTokenRequest(
                        DiscoveryScene.SERVICE, "n", List.of(scene.registration(scene.west)), scene.now());
        assertRefused(RegistrationRefusal.NOT_A_JWT, linkedData);
        assertRefused(RegistrationRefusal.MALFORMED, "onzin");
        assertRefused(RegistrationRefusal.MALFORMED, "{}");
    }

    @Test
    void aJtiIsRequired() throws Exception {
        assertRefused(RegistrationRefusal.ID, claims -> claims.remove("jti"));
        assertRefused(RegistrationRefusal.ID, claims -> claims.put("jti", " "));
        assertRefused(RegistrationRefusal.ID, claims -> claims.put("jti", "x".repeat(1025)));
    }

    @Test
    void theAudienceHoldsTheServiceId() throws Exception {
        assertRefused(RegistrationRefusal.AUDIENCE, claims -> claims.put("aud", "another"));
        assertRefused(RegistrationRefusal.AUDIENCE, claims -> claims.remove("aud"));
        assertRefused(
                RegistrationRefusal.AUDIENCE,
                claims -> claims.put("aud", scene.service.endpoint().toString()));
    }

    @Test
    void anExpirationIsRequired() throws Exception {
        assertRefused(RegistrationRefusal.NO_EXPIRATION, claims -> claims.remove("exp"));
    }

    @Test
    @DisplayName("discovery: max validity")
    void theRemainingValidityIsAtMostThatOfTheService() throws Exception {
        long now = scene.now().getEpochSecond();
        assertRefused(RegistrationRefusal.VALID_TOO_LONG, claims -> claims.put("exp", now + 3606));
        String longest =
                scene.presentation(scene.west, scene.credentials(scene.west), claims -> claims.put("exp", now + 3599));
        assertThat(scene.rules.check(scene.service, longest, scene.now()).id()).isNotEmpty();
        String old = scene.presentation(
                scene.west, scene.credentials(scene.west), claims -> claims.put("nbf", now - 86_400));
        assertThat(scene.rules.check(scene.service, old, scene.now()).id()).isNotEmpty();
    }

    @Test
    void anExpiredPresentationIsRefused() throws Exception {
        long now = scene.now().getEpochSecond();
        assertRefused(RegistrationRefusal.NOT_VERIFIED, claims -> claims.put("nbf", now - 100)
                .put("exp", now - 10));
    }

    @Test
    void theMethodOfTheSignerMustBeOneOfTheService() throws Exception {
        ServiceDefinition others =
                new ServiceDefinitionReader(false).read(DiscoveryScene.DEFINITION.replace("[\"web\"]", "[\"x509\"]"));
        String presentation = scene.presentation(scene.west);
        assertThatExceptionOfType(RegistrationRefusedException.class)
                .isThrownBy(() -> scene.rules.check(others, presentation, scene.now()))
                .extracting(RegistrationRefusedException::reason)
                .isEqualTo(RegistrationRefusal.DID_METHOD);
        ServiceDefinition any = new ServiceDefinitionReader(false)
                .read(DiscoveryScene.DEFINITION.replace("\"did_methods\":[\"web\"],", ""));
        assertThat(scene.rules.check(any, presentation, scene.now()).id()).isNotEmpty();
    }

    @Test
    void aPresentationDoesNotOutliveItsCredentials() throws Exception {
        Credential organisation = scene.organisation(scene.west);
        Credential registration = scene.registration(scene.west);
        scene.node.clock.advance(Duration.ofDays(30).minusMinutes(10));
        String presentation = scene.presentation(scene.west, List.of(organisation, registration), claims -> {});
        assertRefused(RegistrationRefusal.OUTLIVES_CREDENTIAL, presentation);
    }

    @Test
    void theCredentialsMeetThePresentationDefinition() throws Exception {
        String presentation = scene.presentation(scene.west, List.of(scene.organisation(scene.west)), claims -> {});
        assertThatExceptionOfType(RegistrationRefusedException.class)
                .isThrownBy(() -> scene.rules.check(scene.service, presentation, scene.now()))
                .withMessageContaining("registration")
                .extracting(RegistrationRefusedException::reason)
                .isEqualTo(RegistrationRefusal.NOT_MATCHING);
    }

    @Test
    @DisplayName("discovery: extra VC refused")
    void anExtraCredentialIsRefused() throws Exception {
        List<Credential> credentials = new ArrayList<>(scene.credentials(scene.west));
        credentials.add(SelfAttestedCredential.of(
                "extra",
                scene.west.did(),
                CredentialType.NUTS_EMPLOYEE,
                StrictJson.newObject().put("name", "X"),
                scene.now()));
        assertRefused(RegistrationRefusal.EXTRA_CREDENTIALS, scene.presentation(scene.west, credentials, claims -> {}));
    }

    @Test
    void theSignatureMustBeTheHolders() throws Exception {
        String good = scene.presentation(scene.west);
        String signature = good.substring(good.lastIndexOf('.') + 1);
        String other = scene.presentation(scene.west);
        assertRefused(RegistrationRefusal.NOT_VERIFIED, other.substring(0, other.lastIndexOf('.') + 1) + signature);
        assertRefused(
                RegistrationRefusal.NOT_VERIFIED,
                claims -> claims.put("sub", scene.south.did().value()));
        assertRefused(
                RegistrationRefusal.NOT_VERIFIED,
                scene.presentation(scene.south, scene.credentials(scene.west), claims -> {}));
    }

    @Test
    void aRevokedCredentialIsRefused() throws Exception {
        scene.status = CredentialStatusChecker.Outcome.REVOKED;
        Credential revocable = RevocableCredentials.organisation(scene, scene.west);
        String presentation =
                scene.presentation(scene.west, List.of(revocable, scene.registration(scene.west)), claims -> {});
        assertThatExceptionOfType(RegistrationRefusedException.class)
                .isThrownBy(() -> scene.rules.check(scene.service, presentation, scene.now()))
                .withMessageContaining("revoked")
                .extracting(RegistrationRefusedException::reason)
                .isEqualTo(RegistrationRefusal.NOT_VERIFIED);
        scene.status = CredentialStatusChecker.Outcome.VALID;
        assertThat(scene.rules.check(scene.service, presentation, scene.now()).id())
                .isNotEmpty();
    }

    @Test
    void aRetractionHasNoCredentialsAndNamesWhatItRetracts() throws Exception {
        Registration retraction =
                scene.rules.check(scene.service, scene.retraction(scene.west, "the-id", claims -> {}), scene.now());
        assertThat(retraction.retracts()).isEqualTo("the-id");
        Credential credential = scene.registration(scene.west);
        assertRefused(
                RegistrationRefusal.RETRACTION_WITH_CREDENTIALS,
                scene.retraction(scene.west, "the-id", claims -> claims.withObject("/vp")
                        .putArray("verifiableCredential")
                        .add(credential.original())));
        assertRefused(
                RegistrationRefusal.RETRACTION_WITHOUT_ID,
                scene.retraction(scene.west, "the-id", claims -> claims.remove("retract_jti")));
    }
}
