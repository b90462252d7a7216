// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.registry.log.EventLog;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down after a write to the event log failed: only a new start can tell what became durable. */
@Liveness
@Singleton
public final class LogHealth implements HealthCheck {

    private final EventLog log;

    LogHealth(EventLog log) {
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("event log")
                .status(!log.failed())
                .withData("events", log.size())
                .build();
    }
}
