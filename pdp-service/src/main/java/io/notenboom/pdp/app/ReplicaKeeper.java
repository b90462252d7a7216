// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import io.notenboom.kit.bus.BusEvent;
import io.notenboom.kit.bus.EventBus;
import io.notenboom.kit.bus.EventBus.Subscription;
import io.notenboom.pdp.introspection.CachedIntrospection;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.transfer.Notifier;
import io.notenboom.pdp.transfer.TransferService;
import io.notenboom.pdp.transfer.notification.NotificationAttempts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Keeps what is in memory equal to the stores: at start, on events, and by a sweep every few seconds. */
@Singleton
public class ReplicaKeeper {

    private static final Logger LOG = Logger.getLogger(ReplicaKeeper.class);

    private final EventBus bus;
    private final Kept kept;
    private final List<Subscription> subscriptions = new ArrayList<>();

    /** What is kept. */
    public record Kept(
            PepRegister peps,
            CachedIntrospection introspection,
            TransferService transfers,
            Notifier notifier,
            NotificationAttempts attempts) {}

    /** Over the bus and what is kept. */
    public ReplicaKeeper(EventBus bus, Kept kept) {
        this.bus = bus;
        this.kept = kept;
    }

    void start(@Observes StartupEvent started) {
        subscriptions.add(bus.listen(
                "auth.revoked",
                event -> kept.introspection().revoked(event.field("kind"), event.field("value")),
                () -> kept.introspection().revoked("all", "")));
        subscriptions.add(bus.subscribe("transfer.notify", "pdp-notifier", this::notify));
        sweepPeps();
    }

    void stop(@Observes ShutdownEvent stopping) {
        subscriptions.forEach(Subscription::close);
        kept.attempts().close();
    }

    /** Compares with the stores; what fails is tried again at the next sweep, and an old replica is not trusted. */
    @Scheduled(every = "3s", delayed = "3s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    public void sweep() {
        sweepPeps();
        attempt("transfers", kept.transfers()::repair);
        attempt("notifications", kept.notifier()::sweep);
    }

    private void sweepPeps() {
        attempt("enforcement points", kept.peps()::refresh);
    }

    private void notify(BusEvent event) {
        int attempt;
        try {
            attempt = Integer.parseInt(event.field("attempt"));
        } catch (NumberFormatException malformed) {
            LOG.warn("An event of transfer.notify has no attempt");
            return;
        }
        kept.attempts().begin(event.field("transfer"), attempt);
    }

    private static void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.warnf(
                    "Could not compare the %s with the store: %s",
                    what, failed.getClass().getSimpleName());
        }
    }
}
