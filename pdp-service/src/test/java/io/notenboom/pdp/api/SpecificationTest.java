// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.pdp.api.authzen.AuthzenPepResource;
import io.notenboom.pdp.api.authzen.AuthzenResource;
import io.notenboom.pdp.api.authzen.MetadataResource;
import io.notenboom.pdp.api.gateway.KnooppuntResource;
import io.notenboom.pdp.api.gateway.OpaResource;
import io.notenboom.pdp.api.gateway.PepResource;
import io.notenboom.pdp.api.gateway.PipResource;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The specification and the code name the same operations, and each operation states its permission. */
class SpecificationTest {

    private static final List<Class<?>> RESOURCES = List.of(
            PepResource.class,
            DecisionResource.class,
            FlowResource.class,
            TransferResource.class,
            AuthzenResource.class,
            AuthzenPepResource.class,
            MetadataResource.class,
            PipResource.class,
            KnooppuntResource.class,
            OpaResource.class);

    @Test
    void specificationAndCodeAgree() throws IOException {
        assertThat(served()).isEqualTo(specified());
    }

    @Test
    void everyOperationStatesItsPermission() {
        for (Class<?> resource : RESOURCES) {
            for (Method method : resource.getDeclaredMethods()) {
                if (!verb(method).isEmpty()) {
                    assertThat(method.isAnnotationPresent(RequiresScope.class)
                                    || method.isAnnotationPresent(NoScopeNeeded.class))
                            .as(method.toString())
                            .isTrue();
                }
            }
        }
    }

    private static TreeSet<String> served() {
        TreeSet<String> served = new TreeSet<>();
        for (Class<?> resource : RESOURCES) {
            String base = resource.getAnnotation(Path.class).value();
            for (Method method : resource.getDeclaredMethods()) {
                String verb = verb(method);
                if (!verb.isEmpty()) {
                    Path path = method.getAnnotation(Path.class);
                    served.add(verb + " " + base + (path == null ? "" : path.value()));
                }
            }
        }
        return served;
    }

    private static String verb(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                return verb.value().toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    /** Paths at two spaces, methods at four; the plain route of forward authentication is not a resource. */
    private static TreeSet<String> specified() throws IOException {
        TreeSet<String> specified = new TreeSet<>();
        String path = "";
        for (String line : specification().lines().toList()) {
            if (line.startsWith("components:")) {
                break;
            }
            if (line.matches(" {2}/\\S+:")) {
                path = line.substring(2, line.length() - 1);
            } else if (line.matches(" {4}(get|post|put|delete|patch|head|options):")
                    && !path.equals("/authz/forward/{pep}")) {
                specified.add(line.strip().replace(":", "") + " " + path);
            }
        }
        return specified;
    }

    private static String specification() throws IOException {
        try (var stream =
                Objects.requireNonNull(SpecificationTest.class.getResourceAsStream("/META-INF/openapi.yaml"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
