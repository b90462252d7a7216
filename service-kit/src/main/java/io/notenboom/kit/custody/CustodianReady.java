// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.custody;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready before the custodian was reached once since the start. One that is lost later is no reason: reading and
 * verifying go on, see {@link CustodianHealth}.
 */
@Readiness
@Singleton
public class CustodianReady implements HealthCheck {

    private final CustodianStatus status;

    CustodianReady(CustodianStatus status) {
        this.status = status;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("custodian reached").status(status.wasReached());
        return (status.wasReached() ? answer : answer.withData("trouble", status.trouble())).build();
    }
}
