// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.pep.Dialect;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request of a client, and how each dialect tells of it.
 *
 * @param path behind the FHIR base
 * @param query raw pairs
 * @param token a name for what the token says
 * @param body a name for the Task that is sent; empty for no body
 */
record SameRequest(String method, String path, List<String> query, String token, String body) {

    static final String BASE = "/fhir";

    private static final Map<String, String> BODIES = Map.of(
            "completed",
            "{\"resourceType\":\"Task\",\"id\":\"task-f1\",\"status\":\"completed\",\"intent\":\"order\"}",
            "changed",
            "{\"resourceType\":\"Task\",\"id\":\"task-f1\",\"status\":\"completed\",\"intent\":\"plan\"}",
            "other",
            "{\"resourceType\":\"Task\",\"id\":\"2\",\"status\":\"completed\"}",
            "broken",
            "{\"resourceType\":");
    private static final Set<Dialect> RAW = Set.of(
            Dialect.ORIGINAL, Dialect.FORWARDED, Dialect.ENVOY, Dialect.ENVOY_OPA, Dialect.PXP, Dialect.KNOOPPUNT);

    SameRequest {
        query = List.copyOf(query);
    }

    /** What an answer says. */
    record Told(String effect, String reason, String hash) {}

    /** Plugins that lost the raw target, or the body, or the method, tell of another request then. */
    boolean tellableIn(Dialect dialect) {
        boolean canonicalPath = path.matches("[A-Za-z]+/[A-Za-z0-9-]+(/\\$document)?");
        return switch (dialect) {
            case AUTHZEN ->
                canonicalPath
                        && !token.equals("ended")
                        && (path.endsWith("$document")
                                ? method.equals("GET")
                                : Set.of("GET", "PUT").contains(method));
            case APISIX_OPA -> canonicalPath && body.isEmpty();
            case KONG_OPA -> canonicalPath;
            case ORIGINAL, FORWARDED, ENVOY, ENVOY_OPA, PXP, KNOOPPUNT -> RAW.contains(dialect);
        };
    }

    boolean asksTheSameAs(SameRequest other) {
        return method.equals(other.method)
                && path.equals(other.path)
                && new TreeSet<>(query).equals(new TreeSet<>(other.query))
                && body.equals(other.body);
    }

    String target() {
        return BASE + "/" + path + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    String bodyText() {
        return BODIES.getOrDefault(body, "");
    }

    /** What an authorization server says of the token. */
    static ObjectNode claims(String token) {
        ObjectNode claims = StrictJson.newObject();
        claims.put("active", !token.equals("ended")).put("iss", Decisions.ISSUER);
        claims.put("client_id", token.equals("stranger") ? "did:web:stranger.example" : Decisions.CLIENT);
        claims.put("scope", token.equals("scopeless") ? "homemonitoring" : "eOverdracht-receiver");
        return claims.put("exp", Decisions.NOW.getEpochSecond() + 60).put("employee_identifier", "e1");
    }

    private String userinfo() {
        return Base64.getEncoder().encodeToString(claims(token).toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The input document of an OPA dialect. */
    ObjectNode document(Dialect dialect) {
        ObjectNode input = StrictJson.newObject();
        switch (dialect) {
            case ENVOY_OPA -> {
                ObjectNode http = http(input.withObjectProperty("attributes").withObjectProperty("request"));
                http.put("path", target()).put("body", bodyText());
            }
            case KONG_OPA -> pairs(http(input.withObjectProperty("request")).put("body", bodyText()), "querystring");
            case APISIX_OPA -> pairs(request(input), "query");
            case PXP -> {
                ObjectNode request = request(input).put("path", target()).put("body", bodyText());
                request.withObjectProperty("headers").remove("authorization");
                request.withObjectProperty("headers").put("X-Userinfo", userinfo());
            }
            case KNOOPPUNT -> {
                ObjectNode request = request(input).put("path", "/" + path).put("body", bodyText());
                request.put("query", String.join("&", query)).remove("headers");
                request.withObjectProperty("header")
                        .putArray("Content-Type")
                        .add(body.isEmpty() ? "" : "application/fhir+json");
                input.set("subject", claims(token));
            }
            case ORIGINAL, FORWARDED, ENVOY, AUTHZEN -> throw new IllegalArgumentException("no OPA dialect");
        }
        return input;
    }

    private ObjectNode http(ObjectNode parent) {
        return filled(parent.withObjectProperty("http"));
    }

    private ObjectNode request(ObjectNode input) {
        return filled(input.withObjectProperty("request"));
    }

    private ObjectNode filled(ObjectNode request) {
        request.put("method", method).put("path", BASE + "/" + path);
        ObjectNode headers = request.putObject("headers").put("authorization", "Bearer " + token);
        if (!body.isEmpty()) {
            headers.put("content-type", "application/fhir+json");
        }
        return request;
    }

    private void pairs(ObjectNode request, String member) {
        ObjectNode pairs = request.putObject(member);
        query.forEach(pair -> pairs.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)));
    }
}
