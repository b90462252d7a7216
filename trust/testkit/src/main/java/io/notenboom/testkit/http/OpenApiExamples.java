// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The examples of a service's openapi.yaml: what to send, and what answers look like. An operation is {@code get /path}. */
public final class OpenApiExamples {

    private static final String EXAMPLE = "example";
    private static final List<String> JSON =
            List.of("application/json", "application/problem+json", "application/fhir+json");

    private final JsonNode paths;
    private final Set<String> untried = new TreeSet<>();

    private OpenApiExamples(JsonNode paths) {
        this.paths = paths;
        paths.properties().forEach(path -> path.getValue().properties().forEach(verb -> {
            if (!verb.getKey().equals("parameters")) {
                untried.add(verb.getKey() + " " + path.getKey());
            }
        }));
    }

    /** Those of the file that is part of the service under test. */
    public static OpenApiExamples ofService() {
        try (InputStream file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("META-INF/openapi.yaml")) {
            return new OpenApiExamples(new YAMLMapper().readTree(file).path("paths"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode operation(String operation) {
        String[] parts = operation.split(" ", 2);
        JsonNode found = paths.path(parts[1]).path(parts[0]);
        assertThat(found.isMissingNode()).as("%s is described", operation).isFalse();
        untried.remove(operation);
        return found;
    }

    /** The example body of an operation; null if it has none. */
    public @Nullable JsonNode body(String operation) {
        return request(operation, "application/json");
    }

    /** The example form of an operation, name to value; null if it has none. */
    public @Nullable JsonNode form(String operation) {
        return request(operation, "application/x-www-form-urlencoded");
    }

    private @Nullable JsonNode request(String operation, String mediaType) {
        JsonNode example = operation(operation)
                .path("requestBody")
                .path("content")
                .path(mediaType)
                .path(EXAMPLE);
        return example.isMissingNode() ? null : example.deepCopy();
    }

    /** The listeners that serve an operation, as its {@code x-listener} says. */
    public String listener(String operation) {
        return operation(operation).path("x-listener").asText();
    }

    /** The example of an answer in another form than JSON. */
    public String text(String operation, int status, String mediaType) {
        JsonNode example = operation(operation)
                .path("responses")
                .path(Integer.toString(status))
                .path("content")
                .path(mediaType)
                .path(EXAMPLE);
        assertThat(example.isTextual()).as("%s has an example", operation).isTrue();
        return example.asText();
    }

    /** Requires that an answer has a described status, and the shape of the example that is given for it. */
    public void requireDescribed(String operation, int status, JsonNode answer) {
        JsonNode response = operation(operation).path("responses").path(Integer.toString(status));
        assertThat(response.isMissingNode())
                .as("%s describes status %s, answered with %s", operation, status, answer)
                .isFalse();
        JSON.stream()
                .map(type -> response.path("content").path(type).path(EXAMPLE))
                .filter(example -> !example.isMissingNode())
                .forEach(example -> requireShape(operation, example, answer));
    }

    /** Whether there is an example of the answer with this status, in whatever form. */
    public boolean shows(String operation, int status) {
        JsonNode content = operation(operation)
                .path("responses")
                .path(Integer.toString(status))
                .path("content");
        return StreamSupport.stream(content.spliterator(), false).anyMatch(form -> form.has(EXAMPLE));
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
    public Set<String> untried() {
        return untried;
    }

    /** Requests, and answers of success, that have a body and no example. */
    public List<String> lacking() {
        return paths.properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(verb -> !verb.getKey().equals("parameters"))
                        .flatMap(verb -> lacking(verb.getKey() + " " + path.getKey(), verb.getValue())))
                .toList();
    }

    private static Stream<String> lacking(String name, JsonNode operation) {
        Stream<String> request = isLacking(operation.path("requestBody")) ? Stream.of(name + ": request") : Stream.of();
        Stream<String> answers = operation.path("responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2") && isLacking(response.getValue()))
                .map(response -> name + ": " + response.getKey());
        return Stream.concat(request, answers);
    }

    private static boolean isLacking(JsonNode described) {
        JsonNode content = described.path("content");
        return !content.isEmpty()
                && StreamSupport.stream(content.spliterator(), false).noneMatch(form -> form.has(EXAMPLE));
    }
}
