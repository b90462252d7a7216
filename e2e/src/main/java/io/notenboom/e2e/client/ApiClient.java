// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** JSON over HTTP with an API token, as an EHR or an administrator's script calls the internal listener of a service. */
public final class ApiClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIME_OUT = Duration.ofSeconds(30);

    private final HttpClient http;
    private final String baseUrl;
    private final Secret token;

    /** @param baseUrl URL of the internal listener, without trailing slash */
    public ApiClient(HttpClient http, String baseUrl, Secret token) {
        this.http = http;
        this.baseUrl = baseUrl;
        this.token = token;
    }

    /** An answer: status and body, which is missing when the answer had none. */
    public record Answer(int status, JsonNode body) {}

    /** The URL of the service. */
    public String baseUrl() {
        return baseUrl;
    }

    /** GET that must succeed. */
    public JsonNode get(String path) {
        return succeed("GET", path, null);
    }

    /** POST that must succeed. */
    public JsonNode post(String path, Object body) {
        return succeed("POST", path, body);
    }

    /** PUT that must succeed. */
    public JsonNode put(String path, Object body) {
        return succeed("PUT", path, body);
    }

    private JsonNode succeed(String method, String path, @Nullable Object body) {
        Answer answer = send(method, path, body);
        if (answer.status() / 100 != 2) {
            throw new StepFailure(
                    method + " " + baseUrl + path + " answered " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    /** GET of a text that must succeed. */
    public String text(String path, String mediaType) {
        HttpResponse<String> response =
                exchange(request(path).setHeader("Accept", mediaType).build());
        if (response.statusCode() / 100 != 2) {
            throw new StepFailure(
                    "GET " + baseUrl + path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    /** Posts a text and answers whatever came back. */
    public Answer sendText(String path, String mediaType, String text) {
        return send(request(path)
                .header("Content-Type", mediaType)
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(TIME_OUT)
                .header("Authorization", "Bearer " + token.reveal())
                .header("Accept", "application/json");
    }

    /** Sends a request and answers whatever came back. */
    public Answer send(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = request(path);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(write(body)));
        }
        return send(request.build());
    }

    private Answer send(HttpRequest request) {
        HttpResponse<String> response = exchange(request);
        return new Answer(response.statusCode(), read(response.body()));
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new StepFailure(request.method() + " " + request.uri() + " failed: " + failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StepFailure(request.method() + " " + request.uri() + " was interrupted");
        }
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not a JSON body", impossible);
        }
    }

    private static JsonNode read(String body) {
        if (body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return JSON.getNodeFactory().textNode(body.length() > 500 ? body.substring(0, 500) : body);
        }
    }
}
