// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.fakes.TokenScene;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.OAuthError;
import io.notenboom.auth.token.TokenOutcome;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of the security list about presentations at the token endpoint and about hostile input. */
class TokenRequestLinesTest {

    private final TokenScene scene = new TokenScene();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "client_credentials",
                "authorization_code",
                "implicit",
                "refresh_token",
                "VP_TOKEN-BEARER"
            })
    @DisplayName("unknown grant = unsupported_grant_type; no implicit, no password grant")
    void unknownGrant(String grant) {
        Map<String, String> form = scene.form();
        form.put("grant_type", grant);
        assertThat(scene.refused(form).code()).isEqualTo(OAuthError.Code.UNSUPPORTED_GRANT_TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$..*", "$.verifiableCredential[*]", "$.verifiableCredential[-1]", "$['verifiableCredential'][0]"
            })
    @DisplayName("descriptor_map paths beyond the whitelist are not trusted")
    void pathsOfTheClient(String path) {
        Map<String, String> form = scene.form();
        form.put(
                "presentation_submission",
                form.get("presentation_submission").replace("$.verifiableCredential[0]", path));
        scene.assertRefused(form, "presentation_submission");
    }

    @Test
    @DisplayName("submission: definition_id and every descriptor checked")
    void anotherDefinition() {
        Map<String, String> form = scene.form();
        form.put("presentation_submission", form.get("presentation_submission").replace("pd_receiver", "pd_other"));
        scene.assertRefused(form, "another presentation definition");
        Map<String, String> other = scene.form();
        other.put(
                "presentation_submission", other.get("presentation_submission").replace("participant", "another"));
        scene.assertRefused(other, "must map each needed input descriptor once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS256", "RS512", "ES256K", "es256", ""})
    @DisplayName("alg allow-list: no RS*, HS*, none by default")
    void algorithmsThatAreNotOnTheList(String algorithm) {
        String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + scene.kid(scene.holder) + "\"}";
        String unsigned =
                Base64Url.encode(header) + "." + Base64Url.encode(scene.claims().toString()) + ".";
        scene.assertRefused(scene.with(unsigned + "AAAA"), "signature algorithm of the presentation is not accepted");
        scene.assertRefused(scene.with(unsigned), "signature algorithm of the presentation is not accepted");
    }

    @Test
    @DisplayName("key comes only from DID resolution by kid; header jwk, jku, x5u, x5c ignored")
    void keysInTheHeader() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        var attacker = generator.generateKeyPair();
        Map<String, Object> header = scene.header();
        header.put("jwk", io.notenboom.trust.jose.Jwk.of(attacker.getPublic()).json());
        header.put("jku", "https://attacker.example/keys");
        header.put("x5u", "https://attacker.example/chain");
        header.put("x5c", List.of("AAAA"));
        JwsSigner forger = JwsSigner.inMemory(SignatureAlgorithm.ES256, attacker.getPrivate());
        scene.assertRefused(
                scene.form(header, scene.claims(), forger), "the signature of the presentation is not valid");
        scene.granted(scene.form(header, scene.claims(), scene.signer(scene.holder)));
    }

    @Test
    @DisplayName("crit understood or refused")
    void criticalHeaders() {
        Map<String, Object> header = scene.header();
        header.put("crit", List.of("b64"));
        header.put("b64", true);
        scene.assertRefused(
                scene.form(header, scene.claims(), scene.signer(scene.holder)),
                "the signature of the presentation is not valid");
    }

    @Test
    @DisplayName("strict base64url")
    void junkInASegment() {
        String good = scene.form().get("assertion");
        for (String junk : List.of("=", " ", "\n", "*")) {
            scene.assertRefused(scene.with(good + junk), "the presentation is not well-formed");
            scene.assertRefused(
                    scene.with(good.replaceFirst("\\.", junk + ".")), "the presentation is not well-formed");
        }
    }

    @Test
    @DisplayName("typ checked")
    void anotherKindOfJwt() {
        Map<String, Object> header = scene.header();
        header.put("typ", "dpop+jwt");
        scene.assertRefused(
                scene.form(header, scene.claims(), scene.signer(scene.holder)), "the presentation is not well-formed");
    }

    @Test
    @DisplayName("granted scope derived from policy, never echoed")
    void theScopeIsThePolicys() {
        Map<String, String> form = scene.form();
        form.put("scope", "  " + TokenScene.SCOPE + "  " + TokenScene.SCOPE);
        assertThat(scene.granted(form).scope()).isEqualTo(TokenScene.SCOPE);
    }

    @Test
    @DisplayName("JSON depth 64, duplicate keys refused")
    void hostileJson() {
        Map<String, String> form = scene.form();
        String submission = form.get("presentation_submission");
        form.put("presentation_submission", "[".repeat(65) + "]".repeat(65));
        scene.assertRefused(form, "presentation_submission");
        form.put("presentation_submission", submission.replace("\"id\":\"s\"", "\"id\":\"s\",\"id\":\"t\""));
        scene.assertRefused(form, "presentation_submission");
        scene.assertRefused(scene.with("[".repeat(10_000)), "the presentation is not well-formed");
        ObjectNode deep = scene.claims();
        ObjectNode inner = deep;
        for (int level = 0; level < 64; level++) {
            inner = inner.putObject("deeper");
        }
        scene.assertRefused(
                scene.form(scene.header(), deep, scene.signer(scene.holder)), "the presentation is not well-formed");
    }

    @Test
    @DisplayName("VC count <= 20 per VP, VP count <= 4")
    void tooMany() {
        Map<String, String> form = scene.form(claims -> {
            ArrayNode credentials = (ArrayNode) claims.path("vp").path("verifiableCredential");
            while (credentials.size() <= 20) {
                credentials.add(credentials.get(0));
            }
        });
        scene.assertRefused(form, "too many presentations or credentials");
        ArrayNode five = StrictJson.newObject().putArray("vps");
        for (int count = 0; count < 5; count++) {
            five.add(scene.form().get("assertion"));
        }
        scene.assertRefused(scene.with(five.toString()), "too many presentations or credentials");
    }

    @Test
    @DisplayName("errors: stable code, nothing of the request reflected")
    void nothingComesBack() {
        String marker = "zzMARKERzz";
        for (String name : Set.of("grant_type", "client_id", "scope", "assertion", "presentation_submission")) {
            Map<String, String> form = scene.form();
            form.put(name, "<script>" + marker);
            TokenOutcome outcome = scene.send(form);
            if (outcome instanceof TokenOutcome.Refused refused) {
                assertThat(refused.error().description()).doesNotContain(marker);
                assertThat(refused.error().description()).matches("[\\x20-\\x7e&&[^\"\\\\]]+");
            } else {
                assertThat(name).isEqualTo("client_id");
            }
        }
    }

    @Test
    @DisplayName("rate limit per client DID")
    void tooManyTokensOfOneClient() throws Exception {
        scene.node.giveCredentials(scene.issuer, scene.stranger, "c");
        for (int count = 0; count < TestNode.TOKENS_PER_MINUTE; count++) {
            scene.granted(scene.form());
        }
        Map<String, String> form = scene.form();
        OAuthError error = scene.refused(form);
        assertThat(error.code().status()).isEqualTo(429);
        assertThat(error.code().wireName()).isEqualTo("temporarily_unavailable");
        assertThat(error.retryAfter()).isPositive();

        scene.node.clock.advance(error.retryAfter());
        scene.granted(form);
        scene.node.clock.advance(Duration.ofMinutes(1));
        scene.granted(scene.form());
    }

    @Test
    @DisplayName("cheap checks first, then keys: a request that fails without a key costs no budget")
    void onlyFailuresAtKeysCount() {
        Map<String, String> cheap = scene.form();
        cheap.put("presentation_submission", "{}");
        assertThat(scene.send(cheap))
                .isInstanceOfSatisfying(TokenOutcome.Refused.class, refused -> assertThat(refused.atKeys())
                        .isFalse());
        Map<String, String> forged = scene.form(scene.header(), scene.claims(), scene.signer(scene.stranger));
        assertThat(scene.send(forged))
                .isInstanceOfSatisfying(TokenOutcome.Refused.class, refused -> assertThat(refused.atKeys())
                        .isTrue());
    }

    @Test
    @DisplayName("token lifetime per scope")
    void aScopeHasALifetimeOfItsOwn() {
        scene.node.policy(TestNode.POLICY.replace("\"" + TokenScene.SCOPE + "\"", "\"short\""));
        Map<String, String> form = scene.form();
        form.put("scope", "short");
        AccessToken.Validity validity = scene.granted(form).validity();
        assertThat(Duration.between(validity.issuedAt(), validity.expiresAt())).isEqualTo(Duration.ofMinutes(1));
    }
}
