// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The software of a receiving care organisation: gets tokens from its own node and calls the gateway of another. */
public final class ReceiverEhr {

    private static final Duration TIME_OUT = Duration.ofSeconds(30);

    private final ApiClient auth;
    private final String subject;
    private final HttpClient http;

    /**
     * @param auth the internal API of the organisation's own authorization server
     * @param subject the organisation's subject there
     * @param http client for the other side's gateway
     */
    public ReceiverEhr(ApiClient auth, String subject, HttpClient http) {
        this.auth = auth;
        this.subject = subject;
        this.http = http;
    }

    /**
     * What a gateway answered.
     *
     * @param decisionId from {@code X-Decision-Id}; empty if there was none
     */
    public record GatewayAnswer(int status, String body, String decisionId) {}

    /** A DPoP-bound token from the other side's authorization server. */
    public AccessToken requestToken(String authorizationServer, String scope) {
        return requestToken(authorizationServer, scope, "DPoP");
    }

    /** A token that is bound to no key. */
    public AccessToken requestUnboundToken(String authorizationServer, String scope) {
        return requestToken(authorizationServer, scope, "Bearer");
    }

    /** A DPoP-bound token for one of its users, whom the organisation itself vouches for. */
    public AccessToken requestTokenOfUser(String authorizationServer, String scope, String user) {
        Map<String, Object> employee = Map.of(
                "type",
                List.of("VerifiableCredential", "NutsEmployeeCredential"),
                "credentialSubject",
                Map.of("identifier", user, "name", "V. Voorbeeld", "roleName", "nurse"));
        return requestToken(Map.of(
                "authorization_server",
                authorizationServer,
                "scope",
                scope,
                "token_type",
                "DPoP",
                "credentials",
                List.of(employee)));
    }

    private AccessToken requestToken(String authorizationServer, String scope, String type) {
        return requestToken(Map.of("authorization_server", authorizationServer, "scope", scope, "token_type", type));
    }

    private AccessToken requestToken(Map<String, Object> request) {
        JsonNode answer = auth.post("/internal/auth/v2/" + subject + "/request-service-access-token", request);
        return new AccessToken(
                Secret.of(answer.path("access_token").asText()),
                answer.path("token_type").asText(),
                answer.path("dpop_kid").asText(),
                answer.path("expires_in").asInt());
    }

    /** A proof of possession for one request with a token, made by the wallet. */
    public String proof(AccessToken token, String method, String url) {
        String keyId = URLEncoder.encode(token.keyId(), StandardCharsets.UTF_8);
        return auth.post(
                        "/internal/auth/v2/dpop/" + keyId,
                        Map.of("htm", method, "htu", url, "token", token.value().reveal()))
                .path("dpop")
                .asText();
    }

    /** Calls a gateway with a token and a fresh proof. */
    public GatewayAnswer call(AccessToken token, String method, String url, @Nullable String body) {
        return call(token, proof(token, method, url), method, url, body);
    }

    /** Calls a gateway with a token and a proof. */
    public GatewayAnswer call(AccessToken token, String proof, String method, String url, @Nullable String body) {
        return send(request(method, url, body)
                .header("Authorization", token.type() + " " + token.value().reveal())
                .header("DPoP", proof));
    }

    /** Calls a gateway without any token. */
    public GatewayAnswer callWithoutToken(String method, String url) {
        return send(request(method, url, null));
    }

    private static HttpRequest.Builder request(String method, String url, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(TIME_OUT);
        return body == null
                ? request.method(method, HttpRequest.BodyPublishers.noBody())
                : request.header("Content-Type", "application/fhir+json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    private GatewayAnswer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new GatewayAnswer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("X-Decision-Id").orElse(""));
        } catch (IOException failure) {
            throw new StepFailure(request.method() + " " + request.uri() + " failed: " + failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StepFailure(request.method() + " " + request.uri() + " was interrupted");
        }
    }
}
