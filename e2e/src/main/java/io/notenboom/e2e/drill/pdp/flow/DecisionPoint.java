// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.auth.AuthScene;
import io.notenboom.launcher.node.ApiTokens;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One process of the decision point: its flows as the customer's software makes them, its decisions as a gateway asks for them. */
final class DecisionPoint {

    /** What the client of all flows here asks for. */
    static final String SCOPE = "eOverdracht-receiver";

    private static final String PEP = "drill-gateway";
    private static final String FLOWS = "/pdp/v1/flows";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Node node;
    private final AuthScene auth;
    private final HttpClient http;
    private final Secret pepKey;
    private final ApiClient operator;

    /** @param pepKey of the gateway that asks all replicas */
    DecisionPoint(Node node, AuthScene auth, HttpClient http, Secret pepKey) {
        this.node = node;
        this.auth = auth;
        this.http = http;
        this.pepKey = pepKey;
        this.operator = new ApiClient(
                http, node.internalUrl(ServiceKind.PDP), node.secrets().administratorToken());
    }

    /** Name of its process at the supervisor. */
    String process() {
        return node.processName(ServiceKind.PDP);
    }

    /** Makes the gateway known. */
    void registerGateway() {
        var unused = operator.put(
                "/pdp/v1/peps/" + PEP,
                Map.of(
                        "kind", "fhir",
                        "dialect", "original",
                        "bodyMode", "none",
                        "basePath", "/fhir",
                        "publicBaseUrl", "https://gateway.example",
                        "audience", auth.node().issuer(AuthScene.SUBJECT),
                        "subject", AuthScene.SUBJECT,
                        "profile", "seed/handoff-only",
                        "keySha256", ApiTokens.sha256(pepKey)));
    }

    /** Makes a flow that opens one Composition; answers its id. */
    String create(String composition) {
        return operator.post(
                        FLOWS,
                        Map.ofEntries(
                                Map.entry("subject", AuthScene.SUBJECT),
                                Map.entry("profile", "seed/handoff-only"),
                                Map.entry("receiver", Map.of("dids", List.of(auth.client()))),
                                Map.entry("sender", Map.of()),
                                Map.entry("fhirBase", "https://gateway.example/fhir"),
                                Map.entry("task", Map.of("id", "task-" + composition, "state", "in-progress")),
                                Map.entry(
                                        "compositions",
                                        List.of(Map.of("ref", "Composition/" + composition, "kind", "nursingHandoff"))),
                                Map.entry("resources", List.of()),
                                Map.entry("notBefore", "2026-01-01T00:00:00Z"),
                                Map.entry("dataExpires", "2126-01-01T00:00:00Z"),
                                Map.entry("taskExpires", "2126-01-01T00:00:00Z")))
                .path("id")
                .asText();
    }

    /** Opens one resource more by a flow that has this version; answers the status. */
    int update(String flow, long version, String resource) {
        String body = text(Map.of("resources", List.of(Map.of("ref", "Observation/" + resource))));
        return exchange(HttpRequest.newBuilder(URI.create(operator.baseUrl() + FLOWS + "/" + flow))
                        .header(
                                "Authorization",
                                "Bearer " + node.secrets().administratorToken().reveal())
                        .header("Content-Type", "application/json")
                        .header("If-Match", "\"" + version + "\"")
                        .PUT(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    private static String text(Object json) {
        return new ObjectMapper().valueToTree(json).toString();
    }

    /** Closes a flow for good; answers the status. */
    int revoke(String flow) {
        return operator.send("POST", FLOWS + "/" + flow + "/revocation", null).status();
    }

    /** A flow; the status of the answer if there is none. */
    ApiClient.Answer flow(String id) {
        return operator.send("GET", FLOWS + "/" + id, null);
    }

    /** Its versions, oldest first. */
    JsonNode history(String id) {
        return operator.get(FLOWS + "/" + id + "/history").path("versions");
    }

    /** Some flows, oldest first. */
    JsonNode flows(String after) {
        return operator.get(FLOWS + "?limit=100" + (after.isEmpty() ? "" : "&after=" + after));
    }

    /** How it stands to the store of flows. */
    String state() {
        return operator.get("/pdp/v1/flow-store").path("state").asText();
    }

    /** The operator writes back what it has; answers how many flows. */
    int restore() {
        return operator.post("/pdp/v1/flow-store/restoration", Map.of())
                .path("restored")
                .asInt();
    }

    /** What the gateway is told about reading a Composition with this token. */
    int decide(String token, String composition) {
        return exchange(HttpRequest.newBuilder(URI.create(operator.baseUrl() + "/authz/forward/" + PEP))
                        .header("X-PEP-Key", pepKey.reveal())
                        .header("X-Original-Method", "GET")
                        .header("X-Original-URI", "/fhir/Composition/" + composition)
                        .header("Authorization", "Bearer " + token)
                        .GET())
                .statusCode();
    }

    /** Fails unless the gateway is told this status. */
    void requireDecision(int expected, String token, String composition, String why) {
        int decided = decide(token, composition);
        if (decided != expected) {
            throw new StepFailure(
                    process() + " decided " + decided + " instead of " + expected + " on " + composition + ": " + why);
        }
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        HttpRequest made = request.timeout(PATIENCE).build();
        try {
            return http.send(made, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new StepFailure(made.method() + " " + made.uri() + " failed: " + failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StepFailure(made.method() + " " + made.uri() + " was interrupted");
        }
    }
}
