// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import io.notenboom.pdp.pep.ScopeSides;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether no scope opens both sides of the customer; names the enforcement points that permit nothing for that reason. */
@Wellness
@Singleton
public class ScopeSidesHealth implements HealthCheck {

    private final ScopeSides sides;

    /** Over the rule. */
    public ScopeSidesHealth(ScopeSides sides) {
        this.sides = sides;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("scope sides")
                .status(sides.conflicts().isEmpty());
        sides.conflicts().forEach(answer::withData);
        return answer.build();
    }
}
