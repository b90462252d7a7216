// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.transfer;

import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.pep.PermittedSteps;
import io.notenboom.pdp.pep.PermittedSteps.PermittedStep;
import io.notenboom.pdp.store.redis.RedisStores;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Raises the alarm when a Task update was permitted and nobody told what became of it: while that is not known, the data that it
 * would close stays open. Who tells is the enforcement point, or the sender by a status of its own, after which it is over.
 */
@Singleton
public class UnconfirmedKeeper {

    private static final Logger ALARM = Logger.getLogger("io.notenboom.pdp.alarm");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final RedisStores stores;
    private final PermittedSteps steps;
    private final FlowReplica flows;
    private final InstantSource clock;
    private final Set<String> told = new HashSet<>();
    private volatile int waiting;

    /** Over the steps and the flows that take them. */
    public UnconfirmedKeeper(RedisStores stores, PermittedSteps steps, FlowReplica flows, InstantSource clock) {
        this.stores = stores;
        this.steps = steps;
        this.flows = flows;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started, ServiceMeters meters) {
        meters.gauge(
                "steps.unconfirmed", "Permitted Task updates of unknown outcome, over ten minutes old", () -> waiting);
    }

    /** Looks for them once a minute; what fails is tried again. */
    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    public void sweep() {
        try {
            look(clock.instant().minus(PATIENCE));
        } catch (RuntimeException unreachable) {
            ALARM.debugf(
                    "Permitted steps could not be read: %s",
                    unreachable.getClass().getSimpleName());
        }
    }

    private synchronized void look(Instant before) {
        Set<String> open = new HashSet<>();
        for (PermittedStep step : stores.unconfirmedSteps(clock).unconfirmedSince(before)) {
            Optional<Flow> flow = flows.find(step.flow());
            boolean over = flow.isEmpty()
                    || flow.get().revoked()
                    || flow.get().task().state() != step.step().from();
            if (over) {
                steps.settled(step.decision());
            } else {
                open.add(step.decision());
                if (told.add(step.decision())) {
                    ALARM.errorf(
                            "Flow %s: the update of its Task to %s was permitted to enforcement point %s (decision %s) and"
                                    + " never confirmed; confirm it, or tell the state with PUT /pdp/v1/flows/%s",
                            step.flow(), step.step().to().wireName(), step.pep(), step.decision(), step.flow());
                }
            }
        }
        told.retainAll(open);
        waiting = open.size();
    }
}
