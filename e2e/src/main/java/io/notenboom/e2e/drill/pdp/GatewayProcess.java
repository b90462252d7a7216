// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp;

import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.gateway.selftest.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The process of a gateway. */
record GatewayProcess(Process process, Target target) implements EnforcementPoint.Running {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Returns when it takes connections; when it does not, it is ended. */
    void awaitServing(Path log) {
        try {
            var unused = Await.until("connections taken", PATIENCE, () -> {
                if (!process.isAlive()) {
                    throw new StepFailure("it has ended");
                }
                return EnforcementPoint.Gateway.accepts(target.port()) ? Optional.of(true) : Optional.empty();
            });
        } catch (StepFailure failure) {
            close();
            throw new StepFailure("it does not serve, " + failure.getMessage() + ": see " + log);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
