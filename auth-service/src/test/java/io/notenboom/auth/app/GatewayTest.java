// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.fakes.TestKey;
import io.notenboom.auth.introspection.IntrospectionSigner;
import io.notenboom.auth.resourceserver.ClientAssertions;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.credential.CredentialContent;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.JwsVerifier;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.VerifiedJws;
import io.notenboom.trust.json.StrictJson;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A gateway asks what tokens are worth. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = GatewayNodeResource.class, restrictToAnnotatedClass = true)
class GatewayTest extends GatewayCalls {

    @Test
    @DisplayName("caller authenticated, per tenant; unauthenticated never: 401 with WWW-Authenticate")
    void callerAuthenticated() {
        parties("i1", "h1");
        String token = token("h1", issuer("i1"));
        RequestSpecification gateway = gateway("i1", Map.of("client_id", "gw"));
        Response known = introspect(gateway, "i1", token);
        assertThat(known.<Boolean>path("active")).as(known.asString()).isTrue();
        assertThat(known.<String>path("aud")).isEqualTo(issuer("i1"));
        assertThat(known.<String>path("organization_name")).isEqualTo("Zorg");
        assertThat(known.getHeader("Cache-Control")).contains("no-store");

        for (Response refused : List.of(
                introspect(given().contentType(FORM), "i1", token),
                given().post("/oauth2/i1/introspect"),
                introspect(basic("gw", "wrong"), "i1", token),
                introspect(basic("nobody", "wrong"), "i1", token),
                introspect(gateway, "h1", token),
                given().contentType(FORM).body("client_id=gw&token=" + token).post("/oauth2/i1/revoke"))) {
            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(401);
            assertThat(refused.<String>path("error")).isEqualTo("invalid_client");
            assertThat(refused.getHeaders().getValues("WWW-Authenticate"))
                    .anyMatch(value -> value.startsWith("Basic "))
                    .anyMatch(value -> value.startsWith("Bearer "));
        }
        Response wrongToken =
                introspect(given().header("Authorization", "Bearer nbt_x").contentType(FORM), "i1", token);
        assertThat(wrongToken.statusCode()).isEqualTo(401);
        assertThat(introspect(
                                given().header("Authorization", "Bearer " + AuthNodeResource.LIMITED_TOKEN)
                                        .contentType(FORM),
                                "i1",
                                token)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("unknown, revoked, foreign-audience and foreign-tenant tokens all give exactly {\"active\":false}")
    void exactlyInactive() {
        parties("i2", "h2");
        parties("i3", "h3");
        String fhir = "https://fhir.example/i2";
        String token = token("h2", issuer("i2"));
        RequestSpecification whole = gateway("i2", Map.of());
        RequestSpecification fhirOnly = gateway("i2", Map.of("audiences", List.of(fhir)));

        assertThat(introspect(whole, "i2", token).<Boolean>path("active")).isTrue();
        assertInactive(introspect(fhirOnly, "i2", token));
        assertInactive(introspect(whole, "i2", "unknown"));
        assertInactive(whole.body("x=y").post("/oauth2/i2/introspect"));
        assertInactive(introspect(whole, "i2", token("h3", issuer("i3"))));
        admin().body(Map.of("token", token))
                .post("/auth/v1/tokens/revocations")
                .then()
                .statusCode(200);
        assertInactive(introspect(whole, "i2", token));
    }

    @Test
    @DisplayName("minimal disclosure: VPs only in an extended endpoint with its own scope")
    void presentationsNeedAScopeOfTheirOwn() {
        RequestSpecification introspecting = given().header("Authorization", "Bearer " + AuthNodeResource.LIMITED_TOKEN)
                .contentType(FORM)
                .body("token=t");
        assertInactive(introspecting.post("/internal/auth/v2/accesstoken/introspect"));
        Response refused = introspecting.post("/internal/auth/v2/accesstoken/introspect_extended");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.asString()).contains("auth:introspect-extended");
    }

    @Test
    @DisplayName("POST only, token never in URL")
    void postOnly() {
        parties("i4", "h4");
        String token = token("h4", issuer("i4"));
        RequestSpecification gateway = gateway("i4", Map.of());
        assertThat(gateway.get("/oauth2/i4/introspect").statusCode()).isEqualTo(405);
        assertInactive(gateway.body("").post("/oauth2/i4/introspect?token=" + token));
        assertThat(gateway.body("token=a&token=b").post("/oauth2/i4/introspect").statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName(
            "RFC 9701: typ token-introspection+jwt; iss, aud = resource server, iat, token_introspection; no top-level exp/sub")
    void signedAnswer() {
        parties("i5", "h5");
        String token = token("h5", issuer("i5"));
        RequestSpecification gateway = gateway("i5", Map.of("client_id", "gw5"));
        Response signed = introspect(gateway.accept(IntrospectionSigner.MEDIA_TYPE), "i5", token);
        assertThat(signed.getContentType()).startsWith(IntrospectionSigner.MEDIA_TYPE);
        VerifiedJws jws = verified("i5", signed.asString());
        assertThat(jws.headerText("typ")).contains("token-introspection+jwt");
        ObjectNode claims = StrictJson.parseObject(jws.payload(), 100_000);
        assertThat(claims.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("iss", "aud", "iat", "token_introspection");
        assertThat(claims.path("iss").textValue()).isEqualTo(issuer("i5"));
        assertThat(claims.path("aud").textValue()).isEqualTo("gw5");
        assertThat(claims.path("iat").longValue())
                .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond() + 1);
        assertThat(claims.path("token_introspection").path("active").booleanValue())
                .isTrue();

        Response inactive = introspect(
                gateway("i5", Map.of()).accept(IntrospectionSigner.MEDIA_TYPE + ", application/json;q=0.5"),
                "i5",
                "unknown");
        assertThat(StrictJson.parseObject(verified("i5", inactive.asString()).payload(), 100_000)
                        .path("token_introspection")
                        .toString())
                .isEqualTo("{\"active\":false}");
        Response plain = introspect(
                gateway("i5", Map.of()).accept("application/json, " + IntrospectionSigner.MEDIA_TYPE + ";q=0.5"),
                "i5",
                token);
        assertThat(plain.<Boolean>path("active")).isTrue();
    }

    private static VerifiedJws verified(String subject, String compact) {
        CompactJws jws = CompactJws.parse(compact, 100_000);
        Response set = given().get("/oauth2/" + subject + "/jwks");
        assertThat(set.statusCode()).isEqualTo(200);
        for (JsonNode key : StrictJson.parseObject(set.asString(), 100_000).path("keys")) {
            if (key.path("kid").textValue().equals(jws.headerText("kid").orElseThrow())) {
                return JwsVerifier.verify(jws, Jwk.parse(key).publicKey(), SignatureAlgorithm.all());
            }
        }
        throw new AssertionError("no key for " + jws.headerText("kid"));
    }

    @Test
    @DisplayName("private_key_jwt per resource server: keys inline, aud = issuer, used once")
    void privateKeyJwt() {
        parties("i6", "h6");
        String token = token("h6", issuer("i6"));
        TestKey key = new TestKey();
        ObjectNode set = StrictJson.newObject();
        set.putArray("keys").add(key.json("k1"));
        Response made = register(
                "i6",
                Map.of(
                        "client_id",
                        "gw6",
                        "name",
                        "Gateway",
                        "auth_method",
                        "private_key_jwt",
                        "jwks",
                        JSON.convertValue(set, Map.class)));
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(made.asString()).doesNotContain("client_secret\"");
        String assertion = key.sign(
                StrictJson.newObject().put("kid", "k1"),
                StrictJson.newObject()
                        .put("iss", "gw6")
                        .put("sub", "gw6")
                        .put("aud", issuer("i6"))
                        .put("exp", Instant.now().getEpochSecond() + 60)
                        .put("jti", UUID.randomUUID().toString()));
        String form = form(
                Map.of("token", token, "client_assertion_type", ClientAssertions.TYPE, "client_assertion", assertion));
        RequestSpecification caller = given().contentType(FORM).body(form);
        assertThat(caller.post("/oauth2/i6/introspect").<Boolean>path("active")).isTrue();
        assertThat(caller.post("/oauth2/i6/introspect").statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("optional assertions profile: claims by subject, each with its issuer and validity")
    void assertionsProfile() {
        String holder = parties("i7", "h7");
        Response known = introspect(gateway("i7", Map.of("profile", "assertions")), "i7", token("h7", issuer("i7")));
        assertThat(known.<Boolean>path("active")).isTrue();
        JsonNode answer = StrictJson.parseObject(known.asString(), 100_000);
        JsonNode organisation =
                answer.path("assertions").path(holder).path("organization").path(0);
        assertThat(organisation.path("value").path("name").textValue()).isEqualTo("Zorg");
        assertThat(organisation.path("iss").textValue()).startsWith("did:web:");
        assertThat(organisation.path("iat").isIntegralNumber()).isTrue();
        assertThat(answer.path("jti").textValue()).hasSize(43);
        assertThat(answer.path("nbf")).isEqualTo(answer.path("iat"));
        assertThat(answer.path("cnf").path("jkt").textValue()).hasSize(43);
        assertThat(answer.has("organization_name")).isFalse();
        assertThat(answer.has("client_assertions")).isFalse();
    }

    @Test
    @DisplayName("credential status re-checked: a revoked credential makes the token inactive for gateways at once")
    void revokedCredential() {
        String holder = parties("i8", "h8");
        String token = token("h8", issuer("i8"));
        RequestSpecification gateway = gateway("i8", Map.of());
        assertThat(introspect(gateway, "i8", token).<Boolean>path("active")).isTrue();
        String id = wallets.usable(new SubjectId("h8"), new Did(holder)).stream()
                .map(UnverifiedCredential::content)
                .filter(credential -> credential.types().contains(CredentialType.NUTS_ORGANIZATION))
                .map(CredentialContent::id)
                .findFirst()
                .orElseThrow();
        assertThat(revoke(id).statusCode()).isEqualTo(204);
        assertInactive(introspect(gateway, "i8", token));
    }

    @Test
    @DisplayName("revocation endpoint: the same callers, if they may, and for tokens of their audience only")
    void revocation() {
        parties("i9", "h9");
        String token = token("h9", issuer("i9"));
        RequestSpecification reader = gateway("i9", Map.of());
        RequestSpecification other =
                gateway("i9", Map.of("may_revoke", true, "audiences", List.of("https://other.example")));
        RequestSpecification ender = gateway("i9", Map.of("may_revoke", true));

        Response refused = reader.body("token=" + token).post("/oauth2/i9/revoke");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("error")).isEqualTo("unauthorized_client");
        assertThat(other.body("token=" + token).post("/oauth2/i9/revoke").statusCode())
                .isEqualTo(200);
        assertThat(introspect(reader, "i9", token).<Boolean>path("active")).isTrue();
        assertThat(ender.body("token=" + token).post("/oauth2/i9/revoke").statusCode())
                .isEqualTo(200);
        assertThat(ender.body("token=" + token).post("/oauth2/i9/revoke").statusCode())
                .isEqualTo(200);
        assertInactive(introspect(reader, "i9", token));
        assertThat(ender.body("").post("/oauth2/i9/revoke").statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("metadata advertises endpoint, methods and algorithms of introspection, in both forms")
    void metadata() throws Exception {
        subject("m1");
        JsonNode metadata = JSON.readTree(get(publicUrl + "/.well-known/oauth-authorization-server/oauth2/m1")
                .body());
        assertThat(metadata)
                .isEqualTo(JSON.readTree(get(issuer("m1") + "/.well-known/oauth-authorization-server")
                        .body()));
        assertThat(metadata.path("introspection_endpoint").textValue()).isEqualTo(issuer("m1") + "/introspect");
        assertThat(texts(metadata.path("introspection_endpoint_auth_methods_supported")))
                .containsExactly(
                        "client_secret_basic",
                        "client_secret_post",
                        "private_key_jwt",
                        "tls_client_auth",
                        "self_signed_tls_client_auth");
        assertThat(texts(metadata.path("introspection_signing_alg_values_supported")))
                .containsExactly("ES256");
        assertThat(texts(metadata.path("dpop_signing_alg_values_supported"))).contains("ES256", "PS256");
        assertThat(metadata.path("tls_client_certificate_bound_access_tokens").booleanValue())
                .isTrue();
        assertThat(metadata.path("mtls_endpoint_aliases").path("token_endpoint").textValue())
                .isEqualTo(issuer("m1") + "/mtls/token");
        assertThat(get(metadata.path("jwks_uri").textValue()).statusCode()).isEqualTo(200);
        assertThat(get(issuer("nobody") + "/jwks").statusCode()).isEqualTo(404);
    }

    private static List<String> texts(JsonNode array) {
        return JSON.convertValue(array, JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    }
}
