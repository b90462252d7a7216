// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Steps through the examples of who gets in: resource servers, trusted issuers, records of tokens, API tokens. */
final class AccessExamples {

    private AccessExamples() {}

    /** @param subject a subject that gave a token before */
    static void ask(ExampleCalls calls, String subject) {
        calls.values.put("subject", subject);
        resourceServers(calls);
        calls.ask("get /auth/v1/token-records", 200);
        trustedIssuers(calls);
        apiTokens(calls);
    }

    private static void resourceServers(ExampleCalls calls) {
        calls.ask("get /oauth2/{subject}/jwks", 200);
        calls.ask("post /oauth2/{subject}/mtls/token", 400);
        String path = "/auth/v1/subjects/{subject}/resource-servers";
        JsonNode server = calls.ask("post " + path, 201);
        calls.values.put("id", server.path("client_id").asText());
        calls.ask("get " + path, 200);
        calls.ask("get " + path + "/{id}", 200);
        calls.ask("put " + path + "/{id}", 200);
        calls.ask("post " + path + "/{id}/secret", 200);
        calls.ask("delete " + path + "/{id}", 204);
    }

    private static void trustedIssuers(ExampleCalls calls) {
        calls.values.put("type", "NutsOrganizationCredential");
        calls.ask("put /auth/v1/trusted-issuers/{type}", 204);
        calls.ask("get /auth/v1/trusted-issuers", 200);
        calls.ask("delete /auth/v1/trusted-issuers/{type}", 204);
    }

    private static void apiTokens(ExampleCalls calls) {
        JsonNode token = calls.ask("post /auth/v1/api-tokens", 201);
        calls.values.put("id", token.path("id").asText());
        calls.ask("get /auth/v1/api-tokens", 200);
        calls.ask("get /auth/v1/api-tokens/{id}", 200);
        calls.ask("post /auth/v1/api-tokens/{id}/rotation", 200);
        calls.ask("delete /auth/v1/api-tokens/{id}", 204);
        calls.ask("post /auth/v1/bootstrap", 401, Map.of("/name", "too late"));
    }
}
