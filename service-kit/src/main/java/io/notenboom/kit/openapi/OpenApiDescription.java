// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.notenboom.kit.access.Route;
import io.notenboom.kit.access.ScopeStatement;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The operations of a hand-written OpenAPI 3 file; compares them with the routes of the code. For tests. */
public final class OpenApiDescription {

    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final Map<String, JsonNode> operations = new TreeMap<>();

    private OpenApiDescription(JsonNode document) {
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(verb -> VERBS.contains(verb.getKey()))
                .forEach(verb ->
                        operations.put(verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), verb.getValue())));
    }

    /**
     * Reads a YAML file.
     *
     * @throws IOException when it cannot be read as YAML
     */
    public static OpenApiDescription read(InputStream yaml) throws IOException {
        return new OpenApiDescription(new YAMLMapper().readTree(yaml));
    }

    /**
     * Reads a YAML file of a class' module, as {@code /META-INF/openapi.yaml}.
     *
     * @throws IOException when it is absent or cannot be read as YAML
     */
    public static OpenApiDescription resource(Class<?> module, String name) throws IOException {
        try (InputStream yaml = module.getResourceAsStream(name)) {
            if (yaml == null) {
                throw new IOException("no resource " + name);
            }
            return read(yaml);
        }
    }

    /**
     * What differs, one line for each difference; empty when the description and the code say the same. The extension {@code
     * x-scope} of an operation must name the scope that the code asks for, and be absent where the code asks for none; an
     * operation may be served outside JAX-RS when it carries {@code x-served-by}.
     */
    public List<String> differences(Collection<Route> routes) {
        List<String> differences = new ArrayList<>();
        Map<String, Route> served = new TreeMap<>();
        routes.forEach(route -> served.put(route.label(), route));
        served.forEach((label, route) -> {
            JsonNode operation = operations.get(label);
            if (operation == null) {
                differences.add("served but not described: " + label);
            } else if (!scope(operation.get("x-scope")).equals(scope(route.statement()))) {
                differences.add("described with another scope than served: " + label);
            }
        });
        operations.forEach((label, operation) -> {
            if (!served.containsKey(label) && !operation.has("x-served-by")) {
                differences.add("described but not served: " + label);
            }
        });
        return differences;
    }

    /** The scope that each operation states, by verb and path; empty for those that state none. */
    public Map<String, Optional<String>> scopes() {
        Map<String, Optional<String>> scopes = new TreeMap<>();
        operations.forEach((label, operation) -> scopes.put(label, scope(operation.get("x-scope"))));
        return scopes;
    }

    private static Optional<String> scope(@Nullable JsonNode described) {
        return Optional.ofNullable(described).map(JsonNode::asText);
    }

    private static Optional<String> scope(ScopeStatement stated) {
        return stated instanceof ScopeStatement.Scope scope ? Optional.of(scope.name()) : Optional.empty();
    }
}
