// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import io.notenboom.pdp.pep.ScopeSides;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jboss.logging.Logger;

/** Whether no scope opens both sides of the customer; names the enforcement points that permit nothing for that reason. */
@Wellness
@Singleton
public class ScopeSidesHealth implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(ScopeSidesHealth.class);

    private final ScopeSides sides;
    private volatile Map<String, String> told = Map.of();

    /** Over the rule. */
    public ScopeSidesHealth(ScopeSides sides) {
        this.sides = sides;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, String> conflicts = sides.conflicts();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("scope sides").status(conflicts.isEmpty());
        conflicts.forEach(answer::withData);
        return answer.build();
    }

    /** Tells of each conflict once. */
    @Scheduled(every = "10s", delayed = "3s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    public void tell() {
        Map<String, String> conflicts = sides.conflicts();
        if (!conflicts.equals(told)) {
            conflicts.forEach((pep, text) -> LOG.errorf("Enforcement point %s permits nothing: %s", pep, text));
            told = conflicts;
        }
    }
}
