// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.bus;

import io.notenboom.auth.revocation.RevocationEvents;
import io.notenboom.auth.revocation.RevocationKind;
import io.notenboom.kit.bus.EventBus;
import java.util.Map;

/** Publishes on the event bus of the node. */
public final class BusRevocationEvents implements RevocationEvents {

    private static final String TOPIC = "auth.revoked";

    private final EventBus bus;

    /** Publishes on this bus. */
    public BusRevocationEvents(EventBus bus) {
        this.bus = bus;
    }

    @Override
    public void publish(RevocationKind kind, String value) {
        bus.publish(TOPIC, Map.of("kind", kind.wireName(), "value", value));
    }
}
