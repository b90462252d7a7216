// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.flow;

import io.notenboom.pdp.flow.replica.FlowFollower;
import io.notenboom.pdp.flow.replica.FlowStanding;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether decisions can rest on the flows. Part of {@code /q/health} and not of the readiness: the service still has to be reached
 * by the operator who restores them.
 */
@Wellness
@Singleton
public class FlowStoreHealth implements HealthCheck {

    private final FlowFollower follower;

    /** Over what follows the store. */
    public FlowStoreHealth(FlowFollower follower) {
        this.follower = follower;
    }

    @Override
    public HealthCheckResponse call() {
        FlowStanding standing = follower.standing();
        return HealthCheckResponse.named("flow store")
                .status(standing instanceof FlowStanding.Following)
                .withData("state", standing.wireName())
                .build();
    }
}
