// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.registry.ingest.Commits;
import io.notenboom.registry.log.EventLog;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Down after a write to the event log failed. The service still answers look-ups, and starts again by itself when the disk can
 * be written to, see {@link LogRecovery}; so this is part of {@code /q/health}, but not of the liveness or readiness.
 */
@Wellness
@Singleton
public final class LogHealth implements HealthCheck {

    private final EventLog log;
    private final Commits commits;

    LogHealth(EventLog log, Commits commits) {
        this.log = log;
        this.commits = commits;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("event log")
                .status(!log.failed() && !commits.failed())
                .withData("events", log.size())
                .build();
    }
}
