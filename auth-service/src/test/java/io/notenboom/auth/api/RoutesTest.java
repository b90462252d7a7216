// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.api.oauth.TokenResource;
import io.notenboom.kit.access.RouteWalk;
import io.notenboom.kit.openapi.OpenApiDescription;
import org.junit.jupiter.api.Test;

class RoutesTest {

    @Test
    void openApiAndCodeHaveTheSameRoutesAndScopes() throws Exception {
        assertThat(OpenApiDescription.resource(TokenResource.class, "/META-INF/openapi.yaml")
                        .differences(RouteWalk.compiledWith(TokenResource.class)))
                .isEmpty();
    }
}
