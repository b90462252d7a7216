// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.standing.Standings;
import io.notenboom.kit.bus.EventBus;
import io.notenboom.kit.bus.EventBus.Subscription;
import io.notenboom.kit.paused.WhilePaused;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the registry: at once when it announces an event, and every minute whether it announced any or not, so that a stream
 * that was lost costs a minute at most. Every quarter of an hour everything known is compared, for what ends without an event.
 */
@Singleton
public class RegistryFollower {

    private static final Logger LOG = Logger.getLogger(RegistryFollower.class);

    private final EventBus bus;
    private final Standings standings;
    private @Nullable Subscription subscription;

    /** Over the bus and what follows. */
    public RegistryFollower(EventBus bus, Standings standings) {
        this.bus = bus;
        this.standings = standings;
    }

    void start(@Observes StartupEvent started) {
        subscription =
                bus.subscribe("registry.accepted", "auth-standing", event -> standings.accepted(event.field("id")));
    }

    void stop(@Observes ShutdownEvent stopping) {
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
    }

    @Scheduled(
            every = "60s",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = WhilePaused.class)
    @RunOnVirtualThread
    void catchUp() {
        attempt(standings::catchUp);
    }

    @Scheduled(
            every = "15m",
            delayed = "2m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = WhilePaused.class)
    @RunOnVirtualThread
    void review() {
        attempt(standings::review);
    }

    /** What is known stays in force; the next attempt catches up. */
    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.warnf(
                    "the registry could not be followed: %s", failed.getClass().getSimpleName());
        }
    }
}
