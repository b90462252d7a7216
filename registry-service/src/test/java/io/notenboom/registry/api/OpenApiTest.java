// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.access.Route;
import io.notenboom.kit.access.RouteWalk;
import io.notenboom.kit.openapi.OpenApiDescription;
import java.util.List;
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

    /** What peers ask is described with the gossip protocol. */
    private static boolean isPeerPath(String path) {
        return path.startsWith("/gossip") || path.startsWith("/log");
    }
}
