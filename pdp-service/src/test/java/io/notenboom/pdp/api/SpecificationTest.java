// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.access.Route;
import io.notenboom.kit.access.RouteWalk;
import io.notenboom.kit.access.ScopeStatement;
import io.notenboom.kit.openapi.OpenApiDescription;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The specification and the code name the same operations with the same scopes, and each operation states its permission. */
class SpecificationTest {

    private static final List<Route> ROUTES = RouteWalk.compiledWith(PdpProblem.class);

    @Test
    void specificationAndCodeAgree() throws IOException {
        assertThat(ROUTES).hasSizeGreaterThan(30);
        assertThat(OpenApiDescription.resource(PdpProblem.class, "/META-INF/openapi.yaml")
                        .differences(ROUTES))
                .isEmpty();
    }

    @Test
    void everyOperationStatesItsPermission() {
        assertThat(ROUTES)
                .filteredOn(route -> route.statement() instanceof ScopeStatement.Missing)
                .isEmpty();
    }
}
