// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.custody;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Down while the custodian cannot be used: nothing is signed then, and everything else goes on. Part of {@code /q/health}. */
@Wellness
@Singleton
public class CustodianHealth implements HealthCheck {

    private final CustodianStatus status;

    CustodianHealth(CustodianStatus status) {
        this.status = status;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("custodian")
                .status(status.isReachable())
                .withData("keys", status.isOutside() ? "vault" : "in this process")
                .withData("breaker", status.breaker());
        return (status.isReachable() ? answer : answer.withData("trouble", status.trouble())).build();
    }
}
