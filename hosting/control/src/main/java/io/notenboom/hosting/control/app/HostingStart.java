// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.app;

import io.notenboom.hosting.control.deletion.Deletions;
import io.notenboom.hosting.control.execute.Executor;
import io.notenboom.hosting.control.fleet.Upgrades;
import io.notenboom.kit.listener.NodeReady;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Goes on at each start with what was wanted. */
@Singleton
class HostingStart {

    private final Deletions deletions;
    private final Executor executor;
    private final Upgrades upgrades;

    HostingStart(Deletions deletions, Executor executor, Upgrades upgrades) {
        this.deletions = deletions;
        this.executor = executor;
        this.upgrades = upgrades;
    }

    void start(@Observes NodeReady node) {
        deletions.resume();
        executor.start();
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void advance() {
        upgrades.advance();
    }
}
