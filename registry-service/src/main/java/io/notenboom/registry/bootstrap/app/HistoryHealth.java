// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap.app;

import io.notenboom.registry.bootstrap.HistoryState;
import io.notenboom.registry.bootstrap.HistoryStatus;
import io.notenboom.registry.bootstrap.NodeHistory;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Down when an event that this node had taken for valid did not hold when it was verified again. */
@Readiness
@Singleton
public final class HistoryHealth implements HealthCheck {

    private final NodeHistory history;

    HistoryHealth(NodeHistory history) {
        this.history = history;
    }

    @Override
    public HealthCheckResponse call() {
        HistoryStatus status = history.status();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("event history")
                .status(status.state() != HistoryState.FAILED)
                .withData("status", status.state().wireName())
                .withData("events", status.events())
                .withData("verified", status.verified());
        HistoryStatus.Problem problem = status.problem();
        return problem == null
                ? answer.build()
                : answer.withData("index", problem.index())
                        .withData("event", problem.event())
                        .withData("code", problem.code())
                        .build();
    }
}
