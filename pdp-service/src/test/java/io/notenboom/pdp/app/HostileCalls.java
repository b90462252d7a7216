// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import io.notenboom.pdp.pep.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Calls in each dialect about one target, as text, so that a test can break them. */
final class HostileCalls {

    static final String CLIENT = "did:web:hostile.example:c";
    static final String KEY = "key-of-the-hostile-tests";

    private static final String CLAIMS =
            "{\"active\":true,\"client_id\":\"" + CLIENT + "\",\"scope\":\"eOverdracht-receiver\"}";

    private HostileCalls() {}

    static String id(Dialect dialect) {
        return "hostile-" + dialect.wireName();
    }

    /** The last one counts only once. */
    static List<String> credentials(Dialect dialect) {
        return dialect == Dialect.AUTHZEN
                ? List.of("Authorization: Bearer " + NodeAround.TOKEN)
                : List.of("X-PEP-Id: " + id(dialect), "X-PEP-Key: " + KEY);
    }

    static String path(Dialect dialect) {
        return switch (dialect) {
            case AUTHZEN -> "/authzen/" + id(dialect) + "/access/v1/evaluation";
            case KNOOPPUNT -> "/pdp";
            case PXP -> "/v1/data";
            case APISIX_OPA, KONG_OPA, ENVOY_OPA -> "/v1/data/nuts/authz";
            case ORIGINAL, FORWARDED, ENVOY -> throw new IllegalArgumentException(dialect + " has no document");
        };
    }

    /** A document about reading a target. */
    static String document(Dialect dialect, String target, String more) {
        String question = target.contains("?") ? target.substring(target.indexOf('?') + 1) : "";
        String path = target.contains("?") ? target.substring(0, target.indexOf('?')) : target;
        String head = "\"method\":\"GET\",\"path\":\"";
        String headers = "\"headers\":{\"authorization\":\"Bearer hostile-client\"" + more + "}";
        String parameters = question.isEmpty() ? "{}" : "{\"" + question.replace("=", "\":\"") + "\"}";
        return switch (dialect) {
            case AUTHZEN ->
                "{\"subject\":{\"type\":\"organization\",\"id\":\"" + CLIENT
                        + "\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"Composition\",\"id\":\""
                        + target.substring("/fhir/Composition/".length())
                        + "\"},\"context\":{\"scope\":\"eOverdracht-receiver\"}}";
            case KNOOPPUNT ->
                "{\"input\":{\"subject\":" + CLAIMS + ",\"request\":{" + head + path.substring("/fhir".length())
                        + "\",\"query\":\"" + question + "\",\"header\":{},\"body\":\"\"},\"context\":{}}}";
            case PXP ->
                "{\"input\":{\"request\":{" + head + target + "\",\"headers\":{\"X-Userinfo\":\""
                        + Base64.getEncoder().encodeToString(CLAIMS.getBytes(StandardCharsets.UTF_8)) + "\"" + more
                        + "}}}}";
            case APISIX_OPA ->
                "{\"input\":{\"type\":\"http\",\"request\":{" + head + path + "\",\"query\":" + parameters + ","
                        + headers + "}}}";
            case KONG_OPA ->
                "{\"input\":{\"request\":{\"http\":{" + head + path + "\",\"querystring\":" + parameters + "," + headers
                        + "}}}}";
            case ENVOY_OPA ->
                "{\"input\":{\"attributes\":{\"request\":{\"http\":{" + head + target + "\"," + headers + "}}}}}";
            case ORIGINAL, FORWARDED, ENVOY -> throw new IllegalArgumentException(dialect + " has no document");
        };
    }

    /** The fields of a call of forward authentication. */
    static List<String> forwarded(Dialect dialect, String method, String target) {
        List<String> fields = new ArrayList<>(List.of("Authorization: Bearer hostile-client", "X-PEP-Key: " + KEY));
        if (dialect == Dialect.ORIGINAL) {
            fields.addAll(List.of("X-Original-Method: " + method, "X-Original-URI: " + target));
        }
        if (dialect == Dialect.FORWARDED) {
            fields.addAll(List.of("X-Forwarded-Method: " + method, "X-Forwarded-Uri: " + target));
        }
        return fields;
    }

    static String forwardPath(Dialect dialect, String target) {
        return "/authz/forward/" + id(dialect) + (dialect == Dialect.ENVOY ? target : "");
    }
}
