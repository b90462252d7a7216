// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    private static final Path SPECIFICATION = Path.of("src/main/resources/META-INF/openapi.yaml");

    @Test
    void everyPathThatIsDescribedIsServedAndNoOther() throws IOException {
        List<String> paths = Files.readAllLines(SPECIFICATION).stream()
                .filter(line -> line.startsWith("  /"))
                .map(line -> line.strip().replace(":", ""))
                .toList();
        assertThat(paths).containsExactly("/fhir/{target}", "/notification/{task}");
        assertThat(Route.class.getPermittedSubclasses())
                .as("kinds of routes, each looked for below")
                .containsExactlyInAnyOrder(Route.Fhir.class, Route.Notification.class, Route.Nothing.class);
        RouteTable routes = new RouteTable("/fhir", "/notification");
        assertThat(routes.find("GET", target("/fhir/Patient/1"))).isEqualTo(new Route.Fhir(false));
        assertThat(routes.find("PUT", target("/fhir/Task/1"))).isEqualTo(new Route.Fhir(true));
        assertThat(routes.find("POST", target("/notification/1"))).isInstanceOf(Route.Notification.class);
        assertThat(routes.find("GET", target("/anything"))).isInstanceOf(Route.Nothing.class);
    }

    @Test
    void everyRefusalIsDescribed() throws IOException {
        String specification = Files.readString(SPECIFICATION);
        for (Refusal refusal : Refusal.values()) {
            assertThat(specification).contains("'" + refusal.status() + "':");
        }
    }

    private static RawTarget target(String text) {
        return RawTarget.of(text).orElseThrow();
    }
}
