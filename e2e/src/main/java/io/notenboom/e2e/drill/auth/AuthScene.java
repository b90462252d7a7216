// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** One authorization server with a subject that gives tokens, and a client that presents a credential of that subject. */
public final class AuthScene {

    /** The subject that gives tokens. */
    public static final String SUBJECT = "giver";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SUBMISSION = """
            {"id":"s","definition_id":"pd-drill","descriptor_map":[{"id":"organisation","format":"jwt_vc",\
            "path":"$.verifiableCredential[0]"}]}""";

    private final Node node;
    private final String scope;
    private final HttpClient http;
    private final InstantSource clock;
    private final Holder holder = new Holder();
    private final String credential;
    private final String issuerDid;

    /**
     * Makes the subject and gives the client its credential.
     *
     * @param scope what the client asks for
     */
    AuthScene(Node node, String scope, HttpClient http, InstantSource clock) {
        this.node = node;
        this.scope = scope;
        this.http = http;
        this.clock = clock;
        this.issuerDid = subject(SUBJECT);
        this.credential = issue(false).path("credential").asText();
    }

    /** The clock of the drill. */
    InstantSource clock() {
        return clock;
    }

    /** The policy file: whoever has a credential of a care organisation gets a token. */
    static String policy(String scope) {
        return """
                {"SCOPE":{"organization":{"id":"pd-drill","input_descriptors":[{"id":"organisation","constraints":{"fields":[
                  {"path":["$.type"],"filter":{"type":"string","const":"NutsOrganizationCredential"}},
                  {"path":["$.issuer"],"filter":{"type":"string","pattern":"^did:web:.*$"}},
                  {"id":"organization_name","path":["$.credentialSubject[0].organization.name"],"filter":{"type":"string"}}
                ]}}]}}}
                """.replace("SCOPE", scope);
    }

    /** An answer of an OAuth endpoint. */
    record Answer(int status, JsonNode body, String contentType, String retryAfter) {

        String error() {
            return body.path("error").asText();
        }

        /** The error that says "later", in the form that OAuth clients understand. */
        boolean isTemporarilyUnavailable() {
            return status == 503
                    && error().equals("temporarily_unavailable")
                    && contentType.startsWith("application/json")
                    && !retryAfter.isEmpty();
        }
    }

    ApiClient administrator() {
        return new ApiClient(
                http, node.internalUrl(ServiceKind.AUTH), node.secrets().administratorToken());
    }

    /** The server. */
    public Node node() {
        return node;
    }

    /** The DID of the client. */
    public String client() {
        return holder.did().value();
    }

    /** Creates a subject; answers its DID. */
    String subject(String name) {
        node.fillKeyPool();
        return administrator()
                .post("/internal/vdr/v2/subject", Map.of("subject", name))
                .path("documents")
                .path(0)
                .path("id")
                .asText();
    }

    /** Issues the client's credential; {@code credential} is its text, {@code id} its id. */
    JsonNode issue(boolean revocable) {
        return issue(revocable, Duration.ofDays(30));
    }

    /** The same for another time. */
    JsonNode issue(boolean revocable, Duration life) {
        return issue(administrator(), revocable, life);
    }

    /** A credential of the client, revocable, made by a replica; its text. */
    String issue(Node at, Duration life) {
        ApiClient api = new ApiClient(
                http, at.internalUrl(ServiceKind.AUTH), at.secrets().administratorToken());
        return issue(api, true, life).path("credential").asText();
    }

    private JsonNode issue(ApiClient api, boolean revocable, Duration life) {
        JsonNode issued = api.post(
                "/internal/vcr/v2/issuer/vc",
                Map.of(
                        "type",
                        "NutsOrganizationCredential",
                        "issuer",
                        issuerDid,
                        "format",
                        "jwt_vc",
                        "withStatusList2021Revocation",
                        revocable,
                        "expirationDate",
                        clock.instant()
                                .plus(life)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString(),
                        "credentialSubject",
                        Map.of(
                                "id",
                                holder.did().value(),
                                "organization",
                                Map.of("name", "Zorggroep", "city", "Dorp"))));
        return JSON.createObjectNode().put("credential", issued.asText()).put("id", idOf(issued.asText()));
    }

    /** Whether a credential, as a compact JWT, was signed with a key. */
    static boolean isOfKey(String jwt, String key) {
        try {
            byte[] header = Base64.getUrlDecoder().decode(jwt.split("\\.")[0]);
            return JSON.readTree(header).path("kid").asText().equals(key);
        } catch (IOException notOurs) {
            throw new StepFailure("the answer is no credential: " + notOurs.getMessage());
        }
    }

    private static String idOf(String jwt) {
        try {
            byte[] payload = Base64.getUrlDecoder().decode(jwt.split("\\.")[1]);
            return JSON.readTree(payload).path("jti").asText();
        } catch (IOException notOurs) {
            throw new StepFailure("the answer is no credential: " + notOurs.getMessage());
        }
    }

    /** The DID of the subject that gives tokens, and issued the client's credential. */
    String did() {
        return issuerDid;
    }

    /** The credential that the client was given first. */
    String credential() {
        return credential;
    }

    /** Asks a replica for a token on a credential of the client. */
    Answer ask(Node at, String held) {
        return send(tokenRequest(at, holder.presentation(node.issuer(SUBJECT), held, clock.instant())));
    }

    /** A presentation that no request carried yet, valid from now. */
    String presentation() {
        return presentation(clock.instant());
    }

    /** The same, for as long as one can be accepted: 14 seconds. */
    String longestPresentation() {
        return presentation(clock.instant().plusSeconds(5));
    }

    private String presentation(Instant time) {
        return holder.presentation(node.issuer(SUBJECT), credential, time);
    }

    /** A request for a token at this server. */
    HttpRequest tokenRequest(String presentation) {
        return tokenRequest(node, presentation);
    }

    /** A request for a token of this server's subject, at a replica. */
    HttpRequest tokenRequest(Node at, String presentation) {
        return tokenRequest("https://localhost:" + at.ports().authPublic(), presentation);
    }

    /** The same on the internal listener, where many at one time do not wait for each other's TLS handshake. */
    HttpRequest internalTokenRequest(Node at, String presentation) {
        return tokenRequest(at.internalUrl(ServiceKind.AUTH), presentation);
    }

    private HttpRequest tokenRequest(String server, String presentation) {
        Map<String, String> form = Map.of(
                "grant_type",
                "vp_token-bearer",
                "client_id",
                "https://client.example/oauth2/c",
                "scope",
                scope,
                "assertion",
                presentation,
                "presentation_submission",
                SUBMISSION);
        return HttpRequest.newBuilder(URI.create(server + "/oauth2/" + SUBJECT + "/token"))
                .timeout(PATIENCE)
                .header("Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"))))
                .build();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Asks for a token. */
    Answer ask(String presentation) {
        return send(tokenRequest(presentation));
    }

    /** Sends a request to an OAuth endpoint. */
    Answer send(HttpRequest request) {
        return send(http, request);
    }

    /** The same with another client. */
    static Answer send(HttpClient http, HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    json(response.body()),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("Retry-After").orElse(""));
        } catch (IOException failure) {
            throw new StepFailure(request.uri() + " failed: " + failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StepFailure(request.uri() + " was interrupted");
        }
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return JSON.createObjectNode();
        }
    }

    /** A new token, which must be given. */
    public String token() {
        Answer answer = ask(presentation());
        if (answer.status() != 200) {
            throw new StepFailure("no token: " + answer);
        }
        return answer.body().path("access_token").asText();
    }

    /** Whether introspection calls a token active. */
    boolean isActive(String token) {
        ApiClient.Answer answer =
                administrator().sendText("/internal/auth/v2/accesstoken/introspect", FORM, "token=" + encode(token));
        if (answer.status() != 200) {
            throw new StepFailure("introspection answered " + answer);
        }
        return answer.body().path("active").asBoolean();
    }

    /** Both were acknowledged: that one was given, and that another one was revoked. */
    void requireHeld(String given, String revoked) {
        if (!isActive(given)) {
            throw new StepFailure("a token that was given is not active any more");
        }
        if (isActive(revoked)) {
            throw new StepFailure("a token that was revoked is active again");
        }
    }

    /** Ends a token; answers the status. */
    int revoke(String token) {
        return administrator()
                .send("POST", "/auth/v1/tokens/revocations", Map.of("token", token))
                .status();
    }

    /** Revokes a credential that the subject issued; answers the status. */
    int revokeCredential(String id) {
        return administrator()
                .send("DELETE", "/internal/vcr/v2/issuer/vc/" + encode(id), null)
                .status();
    }
}
