// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.bus;

import io.notenboom.kit.bus.EventBus;
import io.notenboom.registry.ingest.Announcer;
import io.notenboom.registry.log.LogEntry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Publishes accepted events on the topic {@code registry.accepted}: id, sid, seq and evt. */
@Singleton
final class BusAnnouncer implements Announcer {

    private static final String TOPIC = "registry.accepted";

    private final EventBus bus;

    BusAnnouncer(EventBus bus) {
        this.bus = bus;
    }

    @Override
    public void announce(List<LogEntry> entries) {
        for (LogEntry entry : entries) {
            bus.publish(
                    TOPIC,
                    Map.of(
                            "id", entry.id().value(),
                            "sid", entry.stream().value(),
                            "seq", Long.toString(entry.sequence()),
                            "evt", entry.type()));
        }
    }
}
