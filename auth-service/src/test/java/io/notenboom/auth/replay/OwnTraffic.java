// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** What the two nodes of our own do while they are recorded. */
final class OwnTraffic {

    private static final String POLICY = """
            {"bed-booking":{"organization":{"id":"beds","format":{"jwt_vp":{"alg":["ES256"]},"jwt_vc":{"alg":["ES256"]},
              "ldp_vp":{"proof_type":["JsonWebSignature2020"]},"ldp_vc":{"proof_type":["JsonWebSignature2020"]}},
              "input_descriptors":[{"id":"who","constraints":{"fields":[
                {"path":["$.type"],"filter":{"type":"string","const":"NutsOrganizationCredential"}},
                {"path":["$.issuer"],"filter":{"type":"string","pattern":"^did:web:.*$"}},
                {"id":"house","path":["$.credentialSubject.organization.name","$.credentialSubject[0].organization.name"],
                 "filter":{"type":"string"}}]}}]}}}
            """;

    private static final String DISCOVERY = """
            {"id":"members","did_methods":["web"],"endpoint":"%s/discovery/members","presentation_max_validity":3600,
             "presentation_definition":{"id":"members","input_descriptors":[
              {"id":"who","constraints":{"fields":[
                {"path":["$.type"],"filter":{"type":"string","const":"NutsOrganizationCredential"}},
                {"id":"house","path":["$.credentialSubject.organization.name","$.credentialSubject[0].organization.name"],
                 "filter":{"type":"string"}}]}},
              {"id":"reg","constraints":{"fields":[
                {"path":["$.type"],"filter":{"type":"string","const":"DiscoveryRegistrationCredential"}}]}}]}}
            """.formatted(OwnRecording.SERVER);

    private static final String VDR = "/internal/vdr/v2";
    private static final String VCR = "/internal/vcr/v2";
    private static final String AUTH = "/internal/auth/v2";

    private final OwnRecording recording;
    private String holder = "";
    private String issuer = "";
    private JsonNode jwtCredential;
    private JsonNode linkedDataCredential;

    private OwnTraffic(Path root) throws IOException {
        recording = new OwnRecording(root, POLICY, DISCOVERY, "members");
        subjects();
        jwtCredential = issue("issue/jwt", "jwt_vc");
        linkedDataCredential = issue("issue/linked-data", "ldp_vc");
    }

    /** Records into a folder. */
    static void record(Path root) throws IOException {
        OwnTraffic traffic = new OwnTraffic(root);
        traffic.wallets();
        traffic.tokens();
        traffic.discovery();
        traffic.revocation();
    }

    private void subjects() throws IOException {
        String subjects = VDR + "/subject";
        recording.call("subjects/ward", "POST", OwnRecording.SERVER_INTERNAL + subjects, "{\"subject\":\"ward\"}");
        holder = did(recording.call(
                "subjects/desk", "POST", OwnRecording.CLIENT_INTERNAL + subjects, "{\"subject\":\"desk\"}"));
        issuer = did(recording.call("subjects/any", "POST", OwnRecording.CLIENT_INTERNAL + subjects, ""));
        recording.call("subjects/again", "POST", OwnRecording.CLIENT_INTERNAL + subjects, "{\"subject\":\"desk\"}");
        recording.call("subjects/list", "GET", OwnRecording.CLIENT_INTERNAL + subjects, "");
        recording.call(
                "documents/desk",
                "GET",
                OwnRecording.CLIENT + "/iam/" + holder.substring(holder.lastIndexOf(':') + 1) + "/did.json",
                "");
    }

    private static String did(JsonNode created) {
        return created.at("/documents/0/id").asText();
    }

    private JsonNode issue(String item, String format) throws IOException {
        return recording.call(item, "POST", OwnRecording.CLIENT_INTERNAL + VCR + "/issuer/vc", """
                        {"type":"NutsOrganizationCredential","issuer":"%s","credentialSubject":{"id":"%s",
                         "organization":{"name":"House %s","city":"Town"}},"format":"%s","withStatusList2021Revocation":true,
                         "expirationDate":"2040-01-01T00:00:00Z"}""".formatted(
                        issuer, holder, format, format));
    }

    private void wallets() throws IOException {
        String wallet = OwnRecording.CLIENT_INTERNAL + VCR + "/holder/desk/vc";
        recording.call("wallet/load-jwt", "POST", wallet, jwtCredential.toString());
        recording.call("wallet/load-garbage", "POST", wallet, "\"nothing\"");
        recording.call("wallet/list", "GET", wallet, "");
        verify("verify/jwt", jwtCredential);
        verify("verify/linked-data", linkedDataCredential);
    }

    private void verify(String item, JsonNode credential) throws IOException {
        recording.call(
                item,
                "POST",
                OwnRecording.SERVER_INTERNAL + VCR + "/verifier/vc",
                "{\"verifiableCredential\":" + credential + "}");
    }

    private void tokens() throws IOException {
        String issuerUrl = OwnRecording.SERVER + "/oauth2/ward";
        recording.call(
                "metadata/ward",
                "GET",
                OwnRecording.SERVER + "/.well-known/oauth-authorization-server/oauth2/ward",
                "");
        recording.call("definition/beds", "GET", issuerUrl + "/presentation_definition?scope=bed-booking", "");
        recording.call("definition/other", "GET", issuerUrl + "/presentation_definition?scope=other", "");
        JsonNode bearer = ask("token/bearer", issuerUrl, "Bearer");
        introspect("introspect/bearer", bearer);
        JsonNode bound = ask("token/bound", issuerUrl, "DPoP");
        introspect("introspect/bound", bound);
        proof(bound);
        recording.form("token/garbage", issuerUrl + "/token", "grant_type=vp_token-bearer&scope=bed-booking");
    }

    private JsonNode ask(String item, String server, String type) throws IOException {
        return recording.call(
                item,
                "POST",
                OwnRecording.CLIENT_INTERNAL + AUTH + "/desk/request-service-access-token",
                "{\"authorization_server\":\"" + server + "\",\"scope\":\"bed-booking\",\"token_type\":\"" + type
                        + "\"}");
    }

    private void introspect(String item, JsonNode token) throws IOException {
        recording.form(
                item,
                OwnRecording.SERVER_INTERNAL + AUTH + "/accesstoken/introspect",
                "token=" + token.path("access_token").asText());
    }

    private void proof(JsonNode token) throws IOException {
        String url = "https://data.example/Bed/1";
        String kid = URLEncoder.encode(token.path("dpop_kid").asText(), StandardCharsets.UTF_8);
        JsonNode made = recording.call(
                "dpop/make",
                "POST",
                OwnRecording.CLIENT_INTERNAL + AUTH + "/dpop/" + kid,
                "{\"htm\":\"GET\",\"htu\":\"" + url + "\",\"token\":\""
                        + token.path("access_token").asText() + "\"}");
        String question = "{\"dpop_proof\":" + made.path("dpop") + ",\"method\":\"GET\",\"url\":\"" + url
                + "\",\"thumbprint\":\"x\",\"token\":\""
                + token.path("access_token").asText() + "\"}";
        recording.call("dpop/other-key", "POST", OwnRecording.SERVER_INTERNAL + AUTH + "/dpop/validate", question);
    }

    private void discovery() throws IOException {
        String client = OwnRecording.CLIENT_INTERNAL + "/internal/discovery/v1";
        recording.call("discovery/activate", "POST", client + "/members/desk", "");
        recording.call("discovery/list", "GET", OwnRecording.SERVER + "/discovery/members?timestamp=0", "");
        recording.call("discovery/search", "GET", client + "/members?credentialSubject.organization.name=House*", "");
    }

    private void revocation() throws IOException {
        String id = linkedDataCredential.path("id").asText();
        recording.call(
                "revoke/linked-data",
                "DELETE",
                OwnRecording.CLIENT_INTERNAL + VCR + "/issuer/vc/" + URLEncoder.encode(id, StandardCharsets.UTF_8),
                "");
        recording.wait(Duration.ofSeconds(2));
        recording.call(
                "revoke/list",
                "GET",
                linkedDataCredential
                        .at("/credentialStatus/statusListCredential")
                        .asText(),
                "");
        verify("verify/revoked", linkedDataCredential);
        verify("verify/not-revoked", jwtCredential);
    }
}
