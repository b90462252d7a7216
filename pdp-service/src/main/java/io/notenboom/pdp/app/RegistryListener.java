// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import io.notenboom.kit.bus.BusEvent;
import io.notenboom.kit.bus.EventBus;
import io.notenboom.kit.bus.EventBus.Subscription;
import io.notenboom.pdp.receiver.CachedReceiverLookup;
import io.notenboom.pdp.transfer.Notifier;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Hears what the registry accepted, so that an endpoint that moved or ended is used, or not used, at once. Nothing is built from
 * the events: they only say that the registry has to be asked again, so a stream that was lost costs nothing.
 */
@Singleton
public class RegistryListener {

    /** The one kind of event that changes no organisation's endpoints. */
    private static final String NODE = "NodeRegistration";

    private final EventBus bus;
    private final CachedReceiverLookup receivers;
    private final Notifier notifier;
    private @Nullable Subscription subscription;

    /** Over the bus and what depends on the registry. */
    public RegistryListener(EventBus bus, CachedReceiverLookup receivers, Notifier notifier) {
        this.bus = bus;
        this.receivers = receivers;
        this.notifier = notifier;
    }

    void start(@Observes StartupEvent started) {
        subscription = bus.listen("registry.accepted", this::accepted, this::changed);
    }

    void stop(@Observes ShutdownEvent stopping) {
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
    }

    private void accepted(BusEvent event) {
        if (!event.field("evt").equals(NODE)) {
            changed();
        }
    }

    private void changed() {
        receivers.changed();
        notifier.registryChanged();
    }
}
