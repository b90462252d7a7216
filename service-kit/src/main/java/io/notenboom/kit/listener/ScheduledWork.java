// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Lets scheduled work begin when the node serves. {@code quarkus.scheduler.start-mode=halted} keeps it back until then: timers
 * would otherwise run into a service that is still starting, and both make the same beans at the same time.
 */
@Singleton
public class ScheduledWork {

    private final Scheduler scheduler;

    ScheduledWork(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void begin(@Observes NodeReady node) {
        scheduler.resume();
    }
}
