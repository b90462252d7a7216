// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.examples;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.app.NodeAround;
import io.notenboom.testkit.http.OpenApiExamples;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Sends the examples of openapi.yaml, and compares the answers with the examples. */
final class ExampleCalls {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    final OpenApiExamples examples = OpenApiExamples.ofService();

    /** Values of path parameters by name. */
    final Map<String, String> path = new HashMap<>();

    /** Query parameters. */
    final Map<String, String> query = new HashMap<>();

    /** Headers in place of the API token. */
    final Map<String, String> headers = new HashMap<>();

    static RequestSpecification administrator() {
        return given().header("Authorization", "Bearer " + NodeAround.TOKEN);
    }

    /** Sends the example as it is. */
    JsonNode ask(String operation, int status) {
        return ask(operation, status, Map.of());
    }

    /**
     * Sends the example with changes.
     *
     * @param changes members of the body that are others here
     */
    JsonNode ask(String operation, int status, Map<String, String> changes) {
        Response response = send(operation, status, changes);
        String type = response.contentType() == null ? "" : response.contentType();
        JsonNode answer = type.contains("json") && !type.contains("ndjson")
                ? json(response.asString())
                : MissingNode.getInstance();
        examples.requireDescribed(operation, status, answer);
        return answer;
    }

    /** Sends the example; an answer of success that has a body is shown in the description. */
    Response send(String operation, int status, Map<String, String> changes) {
        String[] parts = operation.split(" ", 2);
        RequestSpecification request = headers.isEmpty() ? administrator() : given().headers(headers);
        request.queryParams(query);
        JsonNode body = examples.body(operation);
        if (body instanceof ObjectNode object) {
            changes.forEach(object::put);
            request.contentType("application/json").body(object.toString());
        } else {
            request.noContentType();
        }
        Response response = request.request(parts[0].toUpperCase(Locale.ROOT), filled(parts[1]));
        assertThat(response.statusCode())
                .as("%s: %s", operation, response.asString())
                .isEqualTo(status);
        assertThat(status > 299 || response.asString().isEmpty() || examples.shows(operation, status))
                .as("%s %s has an example of: %s", operation, status, response.asString())
                .isTrue();
        return response;
    }

    private String filled(String template) {
        String filled = template;
        for (Map.Entry<String, String> value : path.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    static JsonNode json(String text) {
        try {
            return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
