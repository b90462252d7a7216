// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.custody.SealedFileCustodianAdmin;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.VerificationMethod;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Every operation of openapi.yaml, asked of a running service with its example; no operation is left out. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = DiscoveryNodeResource.class, restrictToAnnotatedClass = true)
class OpenApiExamplesTest {

    private static final String WEST = "huisarts-west";
    private static final String EAST = "ziekenhuis-oost";
    private static final List<String> CONTEXTS =
            List.of("https://www.w3.org/2018/credentials/v1", "https://nuts.nl/credentials/v1");

    @ConfigProperty(name = "notenboom.public-url")
    String publicUrl;

    @ConfigProperty(name = "notenboom.outbound.trust")
    Path trust;

    @ConfigProperty(name = "notenboom.custody.dir")
    Optional<Path> custody;

    @ConfigProperty(name = "notenboom.custody.passphrase-file")
    Optional<Path> passphrase;

    /** Of one run of the test: DIDs, credentials, tokens. */
    private final Map<String, JsonNode> made = new HashMap<>();

    private String west = "";
    private String east = "";

    @Test
    void everyExampleCanBeSentAndIsAnswered() throws Exception {
        try (HttpClient client = TestCertificates.client(trust)) {
            ExampleCalls calls = new ExampleCalls(client, publicUrl, "http://localhost:" + RestAssured.port);
            subjects(calls);
            takesOver(calls);
            keysAndServices(calls);
            metadata(calls);
            credentials(calls);
            presentations(calls);
            issuers(calls);
            tokensOfTheWallet(calls);
            tokensOfThePublicEndpoint(calls);
            AccessExamples.ask(calls, EAST);
            discovery(calls);
            discoveryServer(calls);
            rotations(calls);
            ends(calls);
            assertThat(calls.examples.untried())
                    .as("operations that no step asks for")
                    .isEmpty();
            assertThat(calls.examples.lacking()).as("bodies without an example").isEmpty();
        }
    }

    private void subjects(ExampleCalls calls) {
        west = calls.ask("post /internal/vdr/v2/subject", 200)
                .at("/documents/0/id")
                .asText();
        east = calls.ask("post /internal/vdr/v2/subject", 200, Map.of("/subject", EAST))
                .at("/documents/0/id")
                .asText();
        calls.ask("get /internal/vdr/v2/subject", 200);
        calls.values.put("subject", WEST);
        calls.ask("get /internal/vdr/v2/subject/{subject}", 200);
        calls.values.put("id", west.substring(west.lastIndexOf(':') + 1));
        calls.ask("get /iam/{id}/did.json", 200);
        calls.values.put("did", ExampleCalls.encode(west));
        calls.ask("get /internal/vdr/v2/did/{did}", 200);
    }

    /** A subject of another node, whose key the host imports first. */
    private void takesOver(ExampleCalls calls) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        KeyId unusedKeyId = SealedFileCustodianAdmin.open(
                        custody.orElseThrow(), AuthNodeResource.CUSTOMER, passphrase.orElseThrow())
                .importInUse(KeyPurpose.DID, pair);
        Did did = new Did(west.substring(0, west.lastIndexOf(':') + 1) + UUID.randomUUID());
        DidDocument document = DidDocument.ofSigningKeys(
                did, List.of(VerificationMethod.of(did.withFragment("k1"), Jwk.of(pair.getPublic()))));
        JsonNode taken = calls.ask("post /auth/v1/subjects", 201, Map.of("/dids/0/document", document.toJson()));
        assertThat(taken.at("/documents/0")).isEqualTo(document.toJson());
        String list = publicUrl + "/statuslist/" + did + "/1";
        String credential = "/verifiableCredentials/0/verifiableCredential/";
        calls.ask(
                "post /auth/v1/subjects/issued",
                200,
                Map.of(
                        credential + "issuer",
                        did.value(),
                        credential + "id",
                        did + "#4f1c",
                        credential + "credentialStatus/id",
                        list + "#4711",
                        credential + "credentialStatus/statusListCredential",
                        list));
    }

    private static void keysAndServices(ExampleCalls calls) {
        JsonNode key = calls.ask("post /internal/vdr/v2/subject/{subject}/verificationmethod", 200);
        calls.ask("get /internal/vdr/v2/subject/{subject}/verificationmethod", 200);
        calls.values.put("id", ExampleCalls.encode(key.at("/0/id").asText()));
        calls.ask("delete /internal/vdr/v2/subject/{subject}/verificationmethod/{id}", 204);
        JsonNode service = calls.ask("post /internal/vdr/v2/subject/{subject}/service", 200);
        calls.ask("get /internal/vdr/v2/subject/{subject}/service", 200);
        calls.values.put("id", ExampleCalls.encode(service.at("/0/id").asText()));
        JsonNode replaced = calls.ask("post /internal/vdr/v2/subject/{subject}/service/{id}", 200);
        calls.values.put("id", ExampleCalls.encode(replaced.at("/0/id").asText()));
        calls.ask("delete /internal/vdr/v2/subject/{subject}/service/{id}", 204);
    }

    private static void metadata(ExampleCalls calls) {
        calls.values.put("subject", EAST);
        calls.ask("get /.well-known/oauth-authorization-server/oauth2/{subject}", 200);
        calls.ask("get /oauth2/{subject}/.well-known/oauth-authorization-server", 200);
        calls.ask("get /oauth2/{subject}/oauth-client", 200);
        calls.values.put("?scope", "eOverdracht-receiver");
        calls.ask("get /oauth2/{subject}/presentation_definition", 200);
        calls.values.remove("?scope");
        calls.ask("get /auth/v1/restoration", 200);
        calls.ask("post /auth/v1/restoration", 409);
        calls.ask("get /auth/v1/policies", 200);
        calls.ask("post /auth/v1/policies/explain", 200);
    }

    private void credentials(ExampleCalls calls) {
        calls.values.put("subject", WEST);
        JsonNode signed = calls.ask(
                "post /internal/vcr/v2/issuer/vc", 200, Map.of("/issuer", west, "/credentialSubject/id", west));
        made.put("signed", signed);
        calls.ask("post /internal/vcr/v2/holder/{subject}/vc", 204, Map.of("", signed));
        calls.ask("get /internal/vcr/v2/holder/{subject}/vc", 200);
        calls.ask("get /internal/vcr/v2/holder/{subject}/vc/search", 200);
        JsonNode organisation = issue(calls, "NutsOrganizationCredential", Map.of("name", "Zorg", "city", "Dorp"));
        JsonNode participant = issue(
                calls,
                "EOverdrachtCredential",
                Map.of("role", "receiver", "version", "4.0", "auditDate", "2026-01-01"));
        for (JsonNode credential : List.of(organisation, participant)) {
            calls.ask("post /internal/vcr/v2/holder/{subject}/vc", 204, Map.of("", credential));
        }
        made.put("organisation", organisation);
        made.put("participant", participant);
        calls.values.put("?within", "P3650D");
        calls.ask("get /auth/v1/wallet/expiring", 200);
        calls.values.remove("?within");
        calls.values.put("did", west);
        calls.values.put("page", "1");
        calls.ask("get /statuslist/{did}/{page}", 200);
        calls.ask("get /statuslist/{did}/{page}/bitstring", 200);
    }

    /** A credential as JWT, in whose paths the policy of the test looks. */
    private JsonNode issue(ExampleCalls calls, String type, Map<String, String> claims) {
        String member = type.equals("EOverdrachtCredential") ? "eOverdracht" : "organization";
        Map<String, Object> body = Map.of(
                "type",
                type,
                "issuer",
                east,
                "format",
                "jwt_vc",
                "credentialSubject",
                Map.of("id", west, member, claims),
                "expirationDate",
                "2036-01-01T00:00:00Z");
        return CredentialCalls.JSON.valueToTree(CredentialCalls.issue(body).as(String.class));
    }

    private JsonNode signed() {
        return credential("signed");
    }

    private JsonNode credential(String name) {
        return Objects.requireNonNull(made.get(name), name);
    }

    private void presentations(ExampleCalls calls) {
        calls.ask("post /internal/vcr/v2/verifier/vc", 200, Map.of("/verifiableCredential", signed()));
        JsonNode presentation = calls.ask(
                "post /internal/vcr/v2/holder/vp",
                200,
                Map.of("/signerDID", west, "/verifiableCredentials/0", signed()));
        calls.ask("post /internal/vcr/v2/verifier/vp", 200, Map.of("/verifiablePresentation", presentation));
    }

    private void issuers(ExampleCalls calls) {
        calls.values.put("type", "NutsOrganizationCredential");
        calls.ask("get /internal/vcr/v2/verifier/{type}/untrusted", 200);
        calls.ask("post /internal/vcr/v2/verifier/trust", 204, Map.of("/issuer", east));
        calls.ask("get /internal/vcr/v2/verifier/{type}/trusted", 200);
        calls.ask("delete /internal/vcr/v2/verifier/trust", 204, Map.of("/issuer", east));
        calls.values.put("id", "x");
        calls.ask("post /internal/vcr/v2/search", 404);
        calls.ask("get /internal/vcr/v2/vc/{id}", 404);
    }

    private void tokensOfTheWallet(ExampleCalls calls) {
        JsonNode got = calls.ask(
                "post /internal/auth/v2/{subject}/request-service-access-token",
                200,
                Map.of("/authorization_server", publicUrl + "/oauth2/" + EAST));
        JsonNode token = got.path("access_token");
        calls.values.put("kid", ExampleCalls.encode(got.path("dpop_kid").asText()));
        JsonNode proof = calls.ask("post /internal/auth/v2/dpop/{kid}", 200, Map.of("/token", token));
        JsonNode known = calls.ask("post /internal/auth/v2/accesstoken/introspect", 200, Map.of("/token", token));
        calls.ask("post /internal/auth/v2/accesstoken/introspect_extended", 200, Map.of("/token", token));
        JsonNode valid = calls.ask(
                "post /internal/auth/v2/dpop/validate",
                200,
                Map.of("/dpop_proof", proof.path("dpop"), "/thumbprint", known.at("/cnf/jkt"), "/token", token));
        assertThat(valid.path("valid").asBoolean()).as(valid.toString()).isTrue();
    }

    private void tokensOfThePublicEndpoint(ExampleCalls calls) {
        String issuer = publicUrl + "/oauth2/" + EAST;
        Instant soon = Instant.now().plusSeconds(4).truncatedTo(ChronoUnit.SECONDS);
        JsonNode presentation = calls.ask(
                "post /internal/vcr/v2/holder/vp",
                200,
                Map.of(
                        "/signerDID", west,
                        "/domain", issuer,
                        "/challenge", UUID.randomUUID(),
                        "/expires", soon.toString(),
                        "/verifiableCredentials", List.of(credential("organisation"), credential("participant"))));
        calls.values.put("subject", EAST);
        JsonNode got = calls.ask(
                "post /oauth2/{subject}/token",
                200,
                Map.of("/client_id", publicUrl + "/oauth2/" + WEST, "/assertion", presentation));
        Map<String, JsonNode> token = Map.of("/token", got.path("access_token"));
        calls.ask("post /oauth2/{subject}/introspect", 200, token);
        calls.ask("post /oauth2/{subject}/revoke", 200, token);
        JsonNode ended = calls.ask("post /auth/v1/tokens/revocations", 200);
        assertThat(ended.path("revoked").asInt()).isEqualTo(1);
    }

    private static void discovery(ExampleCalls calls) {
        calls.values.put("subject", WEST);
        calls.values.put("service", "care-services");
        calls.ask("get /auth/v1/discovery/definitions", 200);
        calls.ask("get /auth/v1/discovery/{service}/candidates", 200);
        calls.ask("get /internal/discovery/v1", 200);
        calls.ask("post /internal/discovery/v1/{service}/{subject}", 200);
        calls.ask("get /internal/discovery/v1/{service}/{subject}", 200);
        calls.values.put("id", "care-services");
        calls.ask("get /discovery/{id}", 200);
        calls.values.put("?credentialSubject.organization.name", "*");
        calls.ask("get /internal/discovery/v1/{service}", 200);
        calls.values.remove("?credentialSubject.organization.name");
        calls.ask("delete /internal/discovery/v1/{service}/{subject}", 200);
    }

    /** What another node would send: a presentation of its own making, with the registration in a credential of its own. */
    private void discoveryServer(ExampleCalls calls) {
        Map<String, Object> registration = Map.of(
                "@context",
                CONTEXTS,
                "id",
                UUID.randomUUID(),
                "type",
                List.of("VerifiableCredential", "DiscoveryRegistrationCredential"),
                "issuer",
                west,
                "issuanceDate",
                "2026-01-01T00:00:00Z",
                "credentialSubject",
                Map.of("id", west, "authServerURL", publicUrl + "/oauth2/" + WEST));
        Instant end = Instant.now().plus(30, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);
        JsonNode presentation = calls.ask(
                "post /internal/vcr/v2/holder/vp",
                200,
                Map.of(
                        "/signerDID",
                        west,
                        "/domain",
                        "care-services",
                        "/expires",
                        end.toString(),
                        "/verifiableCredentials",
                        List.of(credential("organisation"), registration)));
        calls.ask("post /discovery/{id}", 201, Map.of("", presentation));
    }

    /** The key of the emergency is nobody's here. */
    private void rotations(ExampleCalls calls) {
        calls.ask("get /auth/v1/rotations", 200);
        calls.ask("post /auth/v1/rotations/preview", 200, Map.of("/id", east));
        calls.ask("post /auth/v1/rotations", 200, Map.of("/id", east));
        calls.values.put("kind", "did-key");
        calls.values.put("id", ExampleCalls.encode("did:web:nobody.example.nl"));
        calls.ask("post /auth/v1/rotations/{kind}/{id}/emergency", 404);
    }

    private void ends(ExampleCalls calls) {
        calls.values.put("id", ExampleCalls.encode(signed().path("id").asText()));
        calls.ask("delete /internal/vcr/v2/issuer/vc/{id}", 204);
        calls.values.put("?issuer", west);
        calls.values.put("?credentialType", "NutsOrganizationCredential");
        JsonNode found = calls.ask("get /internal/vcr/v2/issuer/vc/search", 200);
        assertThat(found.toString()).contains("\"revocation\":");
        calls.values.keySet().removeIf(name -> name.startsWith("?"));
        calls.ask("delete /internal/vcr/v2/holder/{subject}/vc/{id}", 204);
        calls.ask("delete /internal/vdr/v2/subject/{subject}", 204);
    }
}
