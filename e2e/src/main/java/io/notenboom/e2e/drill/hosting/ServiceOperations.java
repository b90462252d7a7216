// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.notenboom.testkit.access.AccessWalk;
import io.notenboom.testkit.access.AccessWalk.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The operations of services that ask for a scope, as their descriptions have them. */
final class ServiceOperations {

    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch");
    private static final String SCOPE = "x-scope";

    private ServiceOperations() {}

    /** Of all services of a node, by service. */
    static Map<String, List<Operation>> ofNode(Path home) throws IOException {
        Map<String, List<Operation>> operations = new TreeMap<>();
        for (Map.Entry<String, String> service : HostedNode.SERVICES.entrySet()) {
            operations.put(service.getKey(), of(home, service.getValue()));
        }
        return operations;
    }

    /** A walk that sends to each operation of a node's services what it takes. */
    static AccessWalk walk(Path home, URI base) throws IOException {
        AccessWalk walk = new AccessWalk(base);
        for (String module : HostedNode.SERVICES.values()) {
            for (Map.Entry<String, JsonNode> path : paths(home, module).properties()) {
                for (Map.Entry<String, JsonNode> verb : path.getValue().properties()) {
                    var types =
                            verb.getValue().path("requestBody").path("content").fieldNames();
                    if (types.hasNext()) {
                        var _ = walk.contentType(
                                verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), types.next());
                    }
                }
            }
        }
        return walk;
    }

    private static JsonNode paths(Path home, String module) throws IOException {
        return new YAMLMapper()
                .readTree(home.resolve(module)
                        .resolve("src/main/resources/META-INF/openapi.yaml")
                        .toFile())
                .path("paths");
    }

    /** Of a module. */
    static List<Operation> of(Path home, String module) throws IOException {
        List<Operation> found = new ArrayList<>();
        JsonNode paths = paths(home, module);
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> verb : path.getValue().properties()) {
                if (VERBS.contains(verb.getKey()) && verb.getValue().has(SCOPE)) {
                    found.add(new Operation(
                            verb.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            Optional.of(verb.getValue().path(SCOPE).asText())));
                }
            }
        }
        return found;
    }
}
