// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.paused;

import io.notenboom.kit.customer.NodeConfig;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Singleton;

/**
 * Scheduled work that is left out while the node is paused: what signs or takes
 * keys, and what asks services that do not run.
 */
@Singleton
public class WhilePaused implements Scheduled.SkipPredicate {

    private final boolean paused;

    WhilePaused(NodeConfig config) {
        this.paused = config.paused();
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return paused;
    }
}
