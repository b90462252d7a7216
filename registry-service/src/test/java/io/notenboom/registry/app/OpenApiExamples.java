// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The examples of openapi.yaml: what to send, and what answers look like. */
final class OpenApiExamples {

    private final JsonNode paths;
    private final Set<String> untried = new TreeSet<>();

    OpenApiExamples() {
        try (InputStream file = OpenApiExamples.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            paths = new YAMLMapper().readTree(file).path("paths");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        paths.properties().forEach(path -> path.getValue().properties().forEach(verb -> {
            if (!verb.getKey().equals("parameters")) {
                untried.add(verb.getKey() + " " + path.getKey());
            }
        }));
    }

    private JsonNode operation(String operation) {
        String[] parts = operation.split(" ", 2);
        JsonNode found = paths.path(parts[1]).path(parts[0]);
        assertThat(found.isMissingNode()).as("%s is described", operation).isFalse();
        untried.remove(operation);
        return found;
    }

    /** The example body of an operation; null if it has none. */
    @Nullable
    JsonNode body(String operation) {
        JsonNode example = operation(operation)
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("example");
        return example.isMissingNode() ? null : example.deepCopy();
    }

    /** The example of an answer in another form than JSON. */
    String text(String operation, int status, String mediaType) {
        JsonNode example = operation(operation)
                .path("responses")
                .path(Integer.toString(status))
                .path("content")
                .path(mediaType)
                .path("example");
        assertThat(example.isTextual()).as("%s has an example", operation).isTrue();
        return example.asText();
    }

    /** Requires that an answer has a described status, and the shape of the example that is given for it. */
    void requireDescribed(String operation, int status, JsonNode answer) {
        JsonNode response = operation(operation).path("responses").path(Integer.toString(status));
        assertThat(response.isMissingNode())
                .as("%s describes status %s, answered with %s", operation, status, answer)
                .isFalse();
        JsonNode example = response.path("content").path("application/json").path("example");
        if (!example.isMissingNode()) {
            requireShape(operation, example, answer);
        }
    }

    private static void requireShape(String where, JsonNode example, JsonNode answer) {
        if (example.isNull() || answer.isNull()) {
            return;
        }
        assertThat(answer.getNodeType()).as("%s: %s", where, answer).isEqualTo(example.getNodeType());
        example.properties().forEach(field -> {
            assertThat(answer.has(field.getKey()))
                    .as("%s has the field %s: %s", where, field.getKey(), answer)
                    .isTrue();
            requireShape(where + "." + field.getKey(), field.getValue(), answer.get(field.getKey()));
        });
        if (example.isArray() && !example.isEmpty()) {
            assertThat(answer.isEmpty()).as("%s is not empty", where).isFalse();
            requireShape(where + "[0]", example.get(0), answer.get(0));
        }
    }

    /** Operations that were not asked yet. */
    Set<String> untried() {
        return untried;
    }
}
