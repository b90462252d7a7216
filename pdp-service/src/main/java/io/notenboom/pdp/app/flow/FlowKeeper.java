// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.flow;

import io.notenboom.kit.bus.BusEvent;
import io.notenboom.kit.bus.EventBus;
import io.notenboom.kit.bus.EventBus.Subscription;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.replica.FlowFollower;
import io.notenboom.pdp.flow.replica.FlowSnapshot;
import io.notenboom.pdp.flow.replica.FlowStanding;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the replica of the flows close behind the store between decisions: on events, and every few seconds. Every hour it compares
 * everything and removes the flows whose retention is over.
 */
@Singleton
public class FlowKeeper {

    private static final Logger LOG = Logger.getLogger(FlowKeeper.class);
    private static final Logger ALARM = Logger.getLogger("io.notenboom.pdp.alarm");
    private static final Duration NOTED_APART = Duration.ofSeconds(30);

    private final EventBus bus;
    private final FlowFollower follower;
    private final FlowRegister register;
    private final FlowSnapshot snapshot;
    private final FlowRegister.Audit audit;
    private volatile FlowStanding told = new FlowStanding.Starting();
    private @Nullable Subscription subscription;

    /** Over what it keeps. */
    public FlowKeeper(
            EventBus bus,
            FlowFollower follower,
            FlowRegister register,
            FlowSnapshot snapshot,
            FlowRegister.Audit audit) {
        this.bus = bus;
        this.follower = follower;
        this.register = register;
        this.snapshot = snapshot;
        this.audit = audit;
    }

    void start(@Observes StartupEvent started, ServiceMeters meters, FlowReplica replica) {
        meters.gauge("flows", "Flows in the replica", replica::size);
        meters.gauge(
                "flows.following",
                "1 when the replica of the flows has what the store has, else 0",
                () -> follower.standing() instanceof FlowStanding.Following ? 1 : 0);
        meters.gauge(
                "clock.apart.seconds",
                "How much later it was on this machine than at Redis when everything was compared",
                () -> follower.apart().toSeconds());
        subscription = bus.listen(
                "pdp.flows",
                event -> {
                    if (tellsNews(event, replica)) {
                        follow();
                    }
                },
                this::follow);
        follow();
    }

    /** Most events are of changes that this process made itself, or has followed already. */
    private static boolean tellsNews(BusEvent event, FlowReplica replica) {
        long here = replica.version(event.field("flow"));
        return !event.field("version").equals(Long.toString(here));
    }

    void stop(@Observes ShutdownEvent stopping) {
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
        snapshot.flush();
    }

    /** Follows the store, and publishes what was stored and not published; what fails is tried again at the next sweep. */
    @Scheduled(every = "3s", delayed = "3s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    public void sweep() {
        if (follow()) {
            attempt("events", register::repair);
        }
        snapshot.flush();
    }

    /** Compares everything and removes what is over. */
    @Scheduled(every = "1h", delayed = "1h", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    public void tidy() {
        attempt("flows", () -> {
            if (follower.compare()) {
                tellClocks();
                var unused = follower.removeEnded(flow -> audit.record(FlowRegister.ITSELF, "flow.remove", flow.id()));
            }
        });
    }

    private void tellClocks() {
        Duration apart = follower.apart();
        if (apart.abs().compareTo(NOTED_APART) > 0) {
            ALARM.errorf(
                    "The clock of this machine is %s s ahead of that of Redis: flows begin and end by the clock of the"
                            + " replica that decides; set the clocks right (none is removed while they are more than %s s"
                            + " apart)",
                    apart.toSeconds(), FlowFollower.CLOCKS.toSeconds());
        }
    }

    private boolean follow() {
        boolean upToDate = follower.upToDate();
        FlowStanding now = follower.standing();
        if (!now.wireName().equals(told.wireName())) {
            told = now;
            tell(now);
            if (now instanceof FlowStanding.Following) {
                tellClocks();
            }
        }
        return upToDate;
    }

    private static void tell(FlowStanding standing) {
        switch (standing) {
            case FlowStanding.Lost lost ->
                ALARM.errorf(
                        "Redis lost the flows (known store %s, found '%s'): decisions on flows answer 503 until an operator"
                                + " runs notenboom pdp flows restore",
                        lost.known(), lost.found());
            case FlowStanding.Unreachable unreachable ->
                LOG.warnf(
                        "The replica of the flows cannot follow the store, decisions on flows answer 503: %s",
                        unreachable.failure().getCause());
            case FlowStanding.Following following -> LOG.infof("The replica of the flows is %s", following.wireName());
            case FlowStanding.Starting starting -> LOG.infof("The replica of the flows is %s", starting.wireName());
        }
    }

    private static void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.warnf(
                    "The %s could not be brought up to date: %s",
                    what, failed.getClass().getSimpleName());
        }
    }
}
