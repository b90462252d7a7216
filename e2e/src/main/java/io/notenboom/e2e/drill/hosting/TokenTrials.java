// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.auth.Holder;
import io.notenboom.launcher.node.ApiTokens;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What one customer's node makes of another's access tokens, keys of enforcement points and idempotency keys: a token is not
 * active at the introspection, opens nothing at the decision point and cannot be revoked; a key of an enforcement point is
 * refused; a repeated idempotency key brings no answer of another customer.
 */
final class TokenTrials {

    private static final String SCOPE = "drill-isolation";
    private static final String PEP = "drill-isolation";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String FLOWS = "/pdp/v1/flows";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Integer> REFUSALS = List.of(401, 403, 404);

    private static final String POLICY = """
            {"drill-isolation":{"organization":{"id":"pd-isolation","input_descriptors":[{"id":"organisation","constraints":{"fields":[
              {"path":["$.type"],"filter":{"type":"string","const":"NutsOrganizationCredential"}},
              {"path":["$.issuer"],"filter":{"type":"string","pattern":"^did:web:.*$"}},
              {"id":"organization_name","path":["$.credentialSubject[0].organization.name"],"filter":{"type":"string"}}
            ]}}]}}}
            """;

    private static final String SUBMISSION = """
            {"id":"s","definition_id":"pd-isolation","descriptor_map":[{"id":"organisation","format":"jwt_vc",\
            "path":"$.verifiableCredential[0]"}]}""";

    private final HttpClient http;
    private final InstantSource clock;

    TokenTrials(HttpClient http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /** Lets a node that was not started yet give tokens to whoever has a credential of a care organisation. */
    static void givePolicy(Path node) {
        var _ = NodeFolder.writePrivate(new NodeFolder(node).policies().resolve("drill.json"), POLICY);
    }

    /** All trials at the node of one customer with what another one has; answers how many there were. */
    int refused(HostedNode owner, HostedNode other) {
        String token = token(other);
        requireActive(true, other, token);
        requireActive(false, owner, token);
        var _ = owner.client(http, "auth", "administrator")
                .send("POST", "/auth/v1/tokens/revocations", Map.of("token", token));
        requireActive(true, other, token);
        return 2 + decisions(owner, other, token) + idempotency(owner, other);
    }

    private String token(HostedNode node) {
        Holder holder = new Holder();
        String credential = credential(node, holder);
        String audience = node.url("public") + "/oauth2/" + node.id();
        Map<String, String> form = Map.of(
                "grant_type",
                "vp_token-bearer",
                "client_id",
                "https://client.example/oauth2/c",
                "scope",
                SCOPE,
                "assertion",
                holder.presentation(audience, credential, clock.instant()),
                "presentation_submission",
                SUBMISSION);
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(audience + "/token"))
                .header("Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&")))));
        String token = read(answer).path("access_token").asText();
        if (answer.statusCode() != 200 || token.isEmpty()) {
            throw new StepFailure(node.id() + " gave no token: " + answer.body());
        }
        return token;
    }

    private String credential(HostedNode node, Holder holder) {
        ApiClient auth = node.client(http, "auth", "administrator");
        String did = auth.get("/internal/vdr/v2/subject/" + node.id()).path(0).asText();
        return auth.post(
                        "/internal/vcr/v2/issuer/vc",
                        Map.of(
                                "type",
                                "NutsOrganizationCredential",
                                "issuer",
                                did,
                                "format",
                                "jwt_vc",
                                "withStatusList2021Revocation",
                                false,
                                "expirationDate",
                                clock.instant()
                                        .plus(Duration.ofDays(1))
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString(),
                                "credentialSubject",
                                Map.of(
                                        "id",
                                        holder.did().value(),
                                        "organization",
                                        Map.of("name", "Zorggroep", "city", "Dorp"))))
                .asText();
    }

    private void requireActive(boolean wanted, HostedNode at, String token) {
        ApiClient.Answer answer = at.client(http, "auth", "service")
                .sendText("/internal/auth/v2/accesstoken/introspect", FORM, "token=" + encode(token));
        if (answer.status() != 200 || answer.body().path("active").asBoolean() != wanted) {
            throw new StepFailure("the introspection of " + at.id() + " answered " + answer + ", not active " + wanted);
        }
    }

    private int decisions(HostedNode owner, HostedNode other, String token) {
        Secret ownKey = register(owner);
        Secret otherKey = register(other);
        int own = decide(other, otherKey, token);
        if (own != 403) {
            throw new StepFailure("a decision without a flow was " + own);
        }
        requireUnknown("an access token of " + other.id() + " at " + owner.id(), decide(owner, ownKey, token));
        requireUnknown("a gateway's key of " + other.id() + " at " + owner.id(), decide(owner, otherKey, token));
        return 2;
    }

    /** Makes a gateway known to a node; answers its key. */
    private Secret register(HostedNode node) {
        Secret key = Secret.of("key-of-a-gateway-" + UUID.randomUUID());
        var _ = node.client(http, "pdp", "administrator")
                .put(
                        "/pdp/v1/peps/" + PEP,
                        Map.of(
                                "kind", "fhir",
                                "dialect", "original",
                                "bodyMode", "none",
                                "basePath", "/fhir",
                                "publicBaseUrl", "https://gateway.example",
                                "audience", node.url("public") + "/oauth2/" + node.id(),
                                "subject", node.id(),
                                "profile", "seed/handoff-only",
                                "keySha256", ApiTokens.sha256(key)));
        return key;
    }

    private int decide(HostedNode at, Secret pepKey, String token) {
        return send(HttpRequest.newBuilder(URI.create(at.url("pdp") + "/authz/forward/" + PEP))
                        .header("X-PEP-Key", pepKey.reveal())
                        .header("X-Original-Method", "GET")
                        .header("X-Original-URI", "/fhir/Composition/1")
                        .header("Authorization", "Bearer " + token)
                        .GET())
                .statusCode();
    }

    /** Who is known and may not is answered 403. */
    private static void requireUnknown(String what, int status) {
        if (status != 401) {
            throw new StepFailure(what + " was answered " + status + ", not 401");
        }
    }

    private static void requireRefused(String what, int status) {
        if (!REFUSALS.contains(status)) {
            throw new StepFailure(what + " was answered " + status);
        }
    }

    /** The same request with the same key and a token of the same name makes something of its own at each node. */
    private int idempotency(HostedNode owner, HostedNode other) {
        String key = UUID.randomUUID().toString();
        String made = flow(other, key).path("id").asText();
        String own = flow(owner, key).path("id").asText();
        if (made.isEmpty() || own.isEmpty() || made.equals(own)) {
            throw new StepFailure("an idempotency key of " + other.id() + " counts at " + owner.id());
        }
        requireRefused(
                "a flow of " + other.id() + " at " + owner.id(),
                owner.client(http, "pdp", "administrator")
                        .send("GET", FLOWS + "/" + made, null)
                        .status());
        return 2;
    }

    private JsonNode flow(HostedNode node, String key) {
        Map<String, Object> flow = Map.ofEntries(
                Map.entry("subject", "isolation"),
                Map.entry("profile", "seed/handoff-only"),
                Map.entry("receiver", Map.of("dids", List.of("did:web:receiver.example"))),
                Map.entry("sender", Map.of()),
                Map.entry("fhirBase", "https://gateway.example/fhir"),
                Map.entry("task", Map.of("id", "task-1", "state", "in-progress")),
                Map.entry("compositions", List.of(Map.of("ref", "Composition/1", "kind", "nursingHandoff"))),
                Map.entry("resources", List.of()),
                Map.entry("notBefore", "2026-01-01T00:00:00Z"),
                Map.entry("dataExpires", "2126-01-01T00:00:00Z"),
                Map.entry("taskExpires", "2126-01-01T00:00:00Z"));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(node.url("pdp") + FLOWS))
                .header("Authorization", "Bearer " + node.token("administrator").reveal())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(JSON.valueToTree(flow).toString())));
        if (answer.statusCode() != 201
                || answer.headers().firstValue("Idempotency-Replayed").isPresent()) {
            throw new StepFailure(
                    "a flow at " + node.id() + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return read(answer);
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(PATIENCE).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new StepFailure(request.uri() + " failed: " + failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StepFailure(request.uri() + " was interrupted");
        }
    }

    private static JsonNode read(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException notJson) {
            return JSON.createObjectNode();
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
