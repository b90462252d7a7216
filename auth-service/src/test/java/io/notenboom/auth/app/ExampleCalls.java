// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.http.OpenApiExamples;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends the examples of openapi.yaml to the listener that serves the operation, and compares the answers with the examples. */
final class ExampleCalls {

    private static final ObjectMapper JSON = new ObjectMapper();

    final OpenApiExamples examples = OpenApiExamples.ofService();

    /** Values of path parameters, percent-encoded, by name, and of query parameters by {@code ?} and name. */
    final Map<String, String> values = new HashMap<>();

    private final HttpClient client;
    private final String publicUrl;
    private final String internalUrl;

    ExampleCalls(HttpClient client, String publicUrl, String internalUrl) {
        this.client = client;
        this.publicUrl = publicUrl;
        this.internalUrl = internalUrl;
    }

    /** Sends the example as it is. */
    JsonNode ask(String operation, int status) {
        return ask(operation, status, Map.of());
    }

    /**
     * Sends the example with changes.
     *
     * @param changes value by JSON pointer; the empty one is the whole body
     */
    JsonNode ask(String operation, int status, Map<String, ?> changes) {
        String[] parts = operation.split(" ", 2);
        boolean isPublic = examples.listener(operation).startsWith("public");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create((isPublic ? publicUrl : internalUrl) + target(parts[1])))
                .header("Authorization", "Bearer " + AuthNodeResource.ADMIN_TOKEN);
        JsonNode form = examples.form(operation);
        JsonNode body = examples.body(operation);
        if (form != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .method(parts[0].toUpperCase(Locale.ROOT), text(encoded(changed(form, changes))));
        } else if (body != null) {
            request.header("Content-Type", "application/json")
                    .method(
                            parts[0].toUpperCase(Locale.ROOT),
                            text(changed(body, changes).toString()));
        } else {
            request.method(parts[0].toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.noBody());
        }
        HttpResponse<String> response = send(request.build());
        assertThat(response.statusCode())
                .as("%s: %s", operation, response.body())
                .isEqualTo(status);
        JsonNode answer = json(response.body());
        examples.requireDescribed(operation, status, answer);
        return answer;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private String target(String path) {
        String target = path;
        StringBuilder query = new StringBuilder();
        for (Map.Entry<String, String> value : values.entrySet()) {
            target = target.replace("{" + value.getKey() + "}", value.getValue());
            if (value.getKey().startsWith("?")) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(value.getKey().substring(1))
                        .append('=')
                        .append(encode(value.getValue()));
            }
        }
        return target + query;
    }

    private static JsonNode changed(JsonNode example, Map<String, ?> changes) {
        JsonNode body = example;
        for (Map.Entry<String, ?> change : changes.entrySet()) {
            JsonNode value = JSON.valueToTree(change.getValue());
            if (change.getKey().isEmpty()) {
                body = value;
                continue;
            }
            JsonPointer place = JsonPointer.compile(change.getKey());
            JsonNode parent = body.at(place.head());
            switch (parent) {
                case ObjectNode object -> object.set(place.last().getMatchingProperty(), value);
                case ArrayNode array -> array.set(place.last().getMatchingIndex(), value);
                default -> throw new AssertionError("the example has no place " + change.getKey());
            }
        }
        return body;
    }

    private static String encoded(JsonNode form) {
        return form.properties().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue().asText()))
                .collect(Collectors.joining("&"));
    }

    static String encode(@Nullable String text) {
        return URLEncoder.encode(String.valueOf(text), StandardCharsets.UTF_8);
    }

    private static HttpRequest.BodyPublisher text(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private static JsonNode json(String text) {
        try {
            return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
