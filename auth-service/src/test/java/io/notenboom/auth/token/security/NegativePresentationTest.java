// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.fakes.TokenScene;
import io.notenboom.auth.issuer.IssueOutcome;
import io.notenboom.auth.issuer.IssueRequest;
import io.notenboom.auth.token.OAuthError;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.status.StatusListType;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a verifier of presentations has to refuse, at the token endpoint. Names are those of the DCP conformance kit. */
class NegativePresentationTest {

    private static final String ORGANISATION = "{\"organization\":{\"name\":\"Zorg\",\"city\":\"Dorp\"}}";
    private static final String PARTICIPANT =
            "{\"eOverdracht\":{\"role\":\"receiver\",\"version\":\"4.0\",\"auditDate\":\"2026-01-01\"}}";

    private final TokenScene scene = new TokenScene();

    @Test
    @DisplayName("token: wrong signing key")
    void anotherKeyUnderTheHoldersKeyId() throws Exception {
        scene.assertRefused(
                scene.form(scene.header(), scene.claims(), newKey()), "the signature of the presentation is not valid");
        scene.assertRefused(
                scene.form(scene.header(), scene.claims(), scene.signer(scene.stranger)),
                "the signature of the presentation is not valid");
    }

    @Test
    @DisplayName("token: expired")
    void anExpiredPresentation() {
        Map<String, String> form = scene.form();
        scene.node.clock.advance(Duration.ofSeconds(10));
        scene.assertRefused(form, "the presentation has expired");
    }

    @Test
    @DisplayName("token: iat in future")
    void issuedInTheFuture() {
        Map<String, String> form = scene.form(claims -> {
            claims.remove("nbf");
            later(claims, "iat", "exp");
        });
        scene.assertRefused(form, "the presentation is not valid yet");
    }

    @Test
    @DisplayName("token: nbf in future")
    void validInTheFuture() {
        scene.assertRefused(scene.form(claims -> later(claims, "nbf", "exp")), "the presentation is not valid yet");
    }

    @Test
    @DisplayName("token: wrong aud")
    void forAnotherServer() {
        scene.assertRefused(
                scene.form(claims -> claims.put("aud", TokenScene.AUDIENCE + "/token")), "another audience");
        scene.assertRefused(scene.form(claims -> claims.remove("aud")), "another audience");
    }

    @Test
    @DisplayName("token: iss is not sub")
    void issuerIsNotSubject() {
        scene.assertRefused(
                scene.form(claims -> claims.put("iss", scene.stranger.value())),
                "issuer, subject and holder of the presentation must be the DID that signs it");
    }

    @Test
    @DisplayName("token: sub is not the id of the DID document")
    void signedByAnotherDid() {
        scene.assertRefused(
                scene.form(Map.of("typ", "JWT", "kid", scene.kid(scene.stranger)), scene.claims(), strangersKey()),
                "must be the DID that signs it");
    }

    @Test
    @DisplayName("token: bound to another subject")
    void credentialsOfAnotherHolder() {
        ObjectNode claims = scene.claims();
        claims.put("iss", scene.stranger.value()).put("sub", scene.stranger.value());
        scene.assertRefused(
                scene.form(Map.of("typ", "JWT", "kid", scene.kid(scene.stranger)), claims, strangersKey()),
                "all credentials must be about the signer");
    }

    @Test
    @DisplayName("token: jti reused")
    void usedBefore() {
        Map<String, String> form = scene.form();
        assertThat(scene.granted(form).client().holder()).isEqualTo(scene.holder);
        scene.assertRefused(form, "used before");
    }

    @Test
    @DisplayName("token: nothing inside")
    void aPresentationWithoutCredentials() {
        scene.assertRefused(
                scene.form(claims -> ((ObjectNode) claims.path("vp")).remove("verifiableCredential")), "submission");
    }

    @Test
    @DisplayName("presentation: empty array")
    void noPresentation() {
        scene.assertRefused(scene.with("[]"), "the presentation is not well-formed");
    }

    @Test
    @DisplayName("presentation: requested credential missing")
    void aCredentialIsMissing() {
        Map<String, String> form = scene.form(claims -> credentials(claims).remove(1));
        assertThat(scene.refused(form).code()).isEqualTo(OAuthError.Code.INVALID_REQUEST);
    }

    @Test
    @DisplayName("presentation: other credential than requested")
    void anotherCredential() {
        Map<String, String> form = scene.form(claims -> {
            ArrayNode credentials = credentials(claims);
            credentials.set(1, credentials.get(0));
        });
        assertThat(scene.refused(form).code()).isEqualTo(OAuthError.Code.INVALID_REQUEST);
    }

    @Test
    @DisplayName("presentation: extra credentials accepted")
    void anExtraCredential() throws Exception {
        String extra = scene.node.issue(scene.issuer, scene.holder, CredentialType.NUTS_ORGANIZATION, ORGANISATION);
        scene.granted(scene.form(claims -> credentials(claims).add(extra)));
    }

    @Test
    @DisplayName("presentation: holder is not credentialSubject.id")
    void aCredentialAboutSomebodyElse() throws Exception {
        String other = scene.node.issue(scene.issuer, scene.stranger, CredentialType.NUTS_ORGANIZATION, ORGANISATION);
        scene.assertRefused(
                scene.form(
                        claims -> credentials(claims).set(0, credentials(claims).textNode(other))),
                "all credentials must be about the signer");
    }

    @Test
    @DisplayName("presentation: credential expired")
    void anExpiredCredential() {
        ObjectNode credentialsOfBefore = scene.claims();
        scene.node.clock.advance(Duration.ofDays(31));
        scene.assertRefused(
                scene.form(claims ->
                        ((ObjectNode) claims.path("vp")).set("verifiableCredential", credentials(credentialsOfBefore))),
                "the credential has expired");
    }

    @Test
    @DisplayName("presentation: credential not yet valid")
    void aCredentialOfTomorrow() throws Exception {
        scene.node.clock.advance(Duration.ofDays(1));
        String tomorrows = scene.node.issue(scene.issuer, scene.holder, CredentialType.NUTS_ORGANIZATION, ORGANISATION);
        scene.node.clock.advance(Duration.ofDays(-1));
        scene.assertRefused(
                scene.form(
                        claims -> credentials(claims).set(0, credentials(claims).textNode(tomorrows))),
                "the credential is not valid yet");
    }

    @Test
    @DisplayName("presentation: credential revoked or suspended, any one of several")
    void oneRevokedCredential() throws Exception {
        String good = revocable(CredentialType.NUTS_ORGANIZATION, ORGANISATION);
        String revoked = revocable(CredentialType.E_OVERDRACHT, PARTICIPANT);
        Consumer<ObjectNode> both =
                claims -> credentials(claims).removeAll().add(good).add(revoked);
        scene.granted(scene.form(both));
        var status = UnverifiedCredential.parse(revoked).content().statuses().getFirst();
        assertThat(scene.node.statusLists.revoke(status)).isTrue();
        scene.assertRefused(scene.form(both), "the credential is revoked");
    }

    @Test
    @DisplayName("presentation: credential schema violated")
    void aCredentialThatBreaksTheRulesOfItsType() {
        ObjectNode claims = StrictJson.newObject()
                .put("iss", scene.issuer.value())
                .put("sub", scene.holder.value())
                .put("jti", scene.issuer.value() + "#1")
                .put("nbf", scene.node.clock.instant().getEpochSecond() - 60)
                .put("exp", scene.node.clock.instant().getEpochSecond() + 600);
        ObjectNode vc = claims.putObject("vc");
        vc.putArray("@context").add("https://www.w3.org/2018/credentials/v1").add(CredentialType.NUTS_CONTEXT);
        vc.putArray("type").add("VerifiableCredential").add(CredentialType.NUTS_ORGANIZATION);
        vc.putArray("credentialSubject")
                .addObject()
                .put("id", scene.holder.value())
                .putObject("organization")
                .put("name", "Zorg");
        String cityless = Jws.sign(
                        Map.of("typ", "JWT", "kid", scene.kid(scene.issuer)),
                        StrictJson.write(claims),
                        scene.signer(scene.issuer))
                .serialized();
        scene.assertRefused(
                scene.form(presentation -> credentials(presentation)
                        .set(0, credentials(presentation).textNode(cityless))),
                "the claims of the credential do not fit its type");
    }

    @Test
    @DisplayName("presentation: scope escalation")
    void moreScopesThanThePolicyGrants() {
        Map<String, String> form = scene.form();
        form.put("scope", TokenScene.SCOPE + " patient/*.write");
        assertThat(scene.refused(form).code()).isEqualTo(OAuthError.Code.INVALID_SCOPE);
    }

    @Test
    @DisplayName("presentation: empty definition")
    void aPolicyThatAsksForNothingIsNotLoaded() {
        scene.node.policy("{\"eOverdracht-receiver\":{\"organization\":{\"id\":\"pd\",\"input_descriptors\":[]}}}");
        assertThat(scene.node.policies.current().findings()).isNotEmpty();
        scene.granted(scene.form());
    }

    @Test
    @DisplayName("presentation: neither scope nor definition")
    void noScope() {
        Map<String, String> form = scene.form();
        form.remove("scope");
        scene.assertRefused(form, "missing parameter: scope");
        Map<String, String> unknown = scene.form();
        unknown.put("scope", "another");
        assertThat(scene.refused(unknown).code()).isEqualTo(OAuthError.Code.INVALID_SCOPE);
    }

    private String revocable(String type, String claims) throws Exception {
        IssueOutcome outcome = scene.node.issuer.issue(new IssueRequest(
                scene.issuer,
                type,
                List.of(CredentialType.NUTS_CONTEXT),
                scene.holder,
                StrictJson.parseObject(claims, 10_000),
                new IssueRequest.Terms(
                        CredentialFormat.JWT_VC,
                        scene.node.clock.instant().plus(Duration.ofDays(1)),
                        StatusListType.STATUS_LIST_2021)));
        return ((IssueOutcome.Issued) outcome).credential().text();
    }

    private JwsSigner strangersKey() {
        return scene.signer(scene.stranger);
    }

    private static void later(ObjectNode claims, String... names) {
        for (String name : names) {
            claims.put(name, claims.path(name).asLong() + 60);
        }
    }

    private static ArrayNode credentials(ObjectNode claims) {
        return (ArrayNode) claims.path("vp").path("verifiableCredential");
    }

    private static JwsSigner newKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        return JwsSigner.inMemory(SignatureAlgorithm.ES256, keys.getPrivate());
    }
}
