// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.notenboom.kit.access.Route;
import io.notenboom.kit.access.RouteWalk;
import io.notenboom.kit.idempotency.Idempotent;
import io.notenboom.kit.openapi.OpenApiDescription;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    @Test
    void openApiAndCodeHaveTheSameRoutesAndScopes() throws Exception {
        List<Route> routes = RouteWalk.compiledWith(EventResource.class).stream()
                .filter(route -> !isPeerPath(route.path()))
                .toList();
        assertThat(routes).isNotEmpty();
        assertThat(OpenApiDescription.resource(EventResource.class, "/META-INF/openapi.yaml")
                        .differences(routes))
                .isEmpty();
    }

    @Test
    void theOperationsThatMayBeRepeatedSaySo() throws Exception {
        Set<String> kept = new TreeSet<>();
        for (Class<?> resource : resources()) {
            for (Method method : resource.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Idempotent.class)) {
                    kept.add(operation(resource, method));
                }
            }
        }
        assertThat(kept).contains("post /registry/v1/vendor").isEqualTo(describedWithKey());
    }

    private static List<Class<?>> resources() throws Exception {
        java.nio.file.Path classes = java.nio.file.Path.of(EventResource.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> resources = new ArrayList<>();
        try (Stream<java.nio.file.Path> files = Files.walk(classes.resolve("io/notenboom/registry/api"))) {
            for (java.nio.file.Path file : files.filter(path -> path.toString().endsWith("Resource.class"))
                    .toList()) {
                String name = classes.relativize(file).toString().replace('/', '.');
                resources.add(Class.forName(name.substring(0, name.length() - ".class".length())));
            }
        }
        return resources;
    }

    private static String operation(Class<?> resource, Method method) {
        String verb = method.isAnnotationPresent(PUT.class)
                ? "put"
                : method.isAnnotationPresent(DELETE.class) ? "delete" : "post";
        Path below = method.getAnnotation(Path.class);
        return verb + " " + resource.getAnnotation(Path.class).value() + (below == null ? "" : below.value());
    }

    private static Set<String> describedWithKey() throws IOException {
        Set<String> described = new TreeSet<>();
        try (InputStream file = OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            JsonNode paths = new YAMLMapper().readTree(file).path("paths");
            paths.properties().forEach(path -> path.getValue()
                    .properties()
                    .forEach(verb -> verb.getValue().path("parameters").forEach(parameter -> {
                        if (parameter.path("$ref").asText().endsWith("/idempotencyKey")) {
                            described.add(verb.getKey() + " " + path.getKey());
                        }
                    })));
        }
        return described;
    }

    /** What peers ask is described with the gossip protocol. */
    private static boolean isPeerPath(String path) {
        return path.startsWith("/gossip") || path.startsWith("/log");
    }
}
