// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.kit.access.RequiresScope;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** openapi.yaml tells the routes and scopes of the code, no more and no less. */
class OpenApiTest {

    private static final List<String> METHODS = List.of("get", "put", "post", "delete");

    @Test
    void describesExactlyTheRoutesAndScopesOfTheCode() throws IOException {
        assertThat(described()).isEqualTo(served());
    }

    private static Set<String> served() {
        Set<String> routes = new TreeSet<>();
        new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.notenboom.registry")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .filter(type ->
                                !isPeerPath(type.getAnnotation(Path.class).value()))
                        .forEach(type -> Arrays.stream(type.getDeclaredMethods())
                                .flatMap(method -> route(type, method))
                                .forEach(routes::add));
        return routes;
    }

    /** What peers ask is described with the gossip protocol. */
    private static boolean isPeerPath(String path) {
        return path.startsWith("/gossip") || path.startsWith("/log");
    }

    private static Stream<String> route(Class<?> type, Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(annotation -> annotation.isAnnotationPresent(HttpMethod.class))
                .map(annotation -> annotation.getSimpleName().toLowerCase(java.util.Locale.ROOT) + " "
                        + path(type, method) + " " + scope(method));
    }

    private static String path(Class<?> type, Method method) {
        Path own = method.getAnnotation(Path.class);
        return type.getAnnotation(Path.class).value() + (own == null ? "" : own.value());
    }

    private static String scope(Method method) {
        RequiresScope scope = method.getAnnotation(RequiresScope.class);
        assertThat(scope != null || method.isAnnotationPresent(NoScopeNeeded.class))
                .as("%s states its scope", method)
                .isTrue();
        return scope == null ? "none" : scope.value();
    }

    private static Set<String> described() throws IOException {
        Set<String> routes = new TreeSet<>();
        String path = "";
        String method = "";
        for (String line : lines()) {
            if (line.startsWith("  /")) {
                path = line.strip().replaceFirst(":$", "");
            } else if (line.startsWith("    ") && METHODS.contains(line.strip().replaceFirst(":$", ""))) {
                method = line.strip().replaceFirst(":$", "");
            } else if (line.startsWith("      x-scope: ")) {
                routes.add(method + " " + path + " "
                        + line.strip().substring("x-scope: ".length()).replace("'", ""));
            }
        }
        return routes;
    }

    private static List<String> lines() throws IOException {
        try (InputStream file = OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            assertThat(file).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
