// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.redis.confinement.ConfinementGuard;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;

/** The tests of this service run as the user that a customer has on a Redis. */
@QuarkusTest
@QuarkusTestResource(RegistryNodeResource.class)
class ConfinedNodeTest {

    @Inject
    @Readiness
    ConfinementGuard guard;

    @Test
    void theServiceShowedThatItCannotGetOut() {
        HealthCheckResponse shown = guard.call();
        assertThat(shown.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(shown.getData().orElseThrow()).containsEntry("standing", "confined");
    }
}
