// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** JSON over HTTP with an API token: the internal listener of a service of ours, whose answers have at most 4 MiB. */
final class NodeApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_ANSWER = 4 * 1024 * 1024;

    private final HttpClient http;
    private final String url;
    private final Secret token;

    NodeApi(HttpClient http, String url, Secret token) {
        this.http = http;
        this.url = url;
        this.token = token;
    }

    /** What came back; without a body, or with one that is no JSON, the body is missing. */
    record Answer(int status, JsonNode body) {

        boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /** Sends a request. */
    Answer send(String verb, String path, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token.reveal())
                .header("Content-Type", "application/json")
                .method(
                        verb,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()));
        try {
            HttpResponse<byte[]> answer =
                    http.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
            return new Answer(answer.statusCode(), parsed(answer.body()));
        } catch (IOException unreachable) {
            throw new NodeCallException("the service at " + url + " cannot be reached");
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new NodeCallException("the control plane is ending");
        }
    }

    /** Sends a request that has to succeed. */
    JsonNode succeed(String verb, String path, @Nullable JsonNode body) {
        Answer answer = send(verb, path, body);
        if (!answer.isSuccess()) {
            throw new NodeCallException(verb + " " + path + " answered " + answer.status() + ": "
                    + answer.body().path("detail").asText("no reason was given"));
        }
        return answer.body();
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return body.length == 0
                    ? MissingNode.getInstance()
                    : JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
