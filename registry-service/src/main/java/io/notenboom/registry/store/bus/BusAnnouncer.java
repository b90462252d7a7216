// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.bus;

import io.notenboom.kit.bus.EventBus;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.registry.ingest.Announcer;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.trust.customer.CustomerId;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.value.ValueCommands;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Publishes accepted events on the topic {@code registry.accepted}: id, sid, seq and evt. Beside the stream it keeps index and
 * id of the last event, so that a Redis that lost its data, or was put back to an older state, is noticed.
 */
@Singleton
final class BusAnnouncer implements Announcer {

    private static final String TOPIC = "registry.accepted";

    private final EventBus bus;
    private final ValueCommands<String, String> values;
    private final String key;

    BusAnnouncer(EventBus bus, RedisDataSource redis, CustomerId customer) {
        this.bus = bus;
        this.values = redis.value(String.class);
        this.key = new RedisKeys(customer, "registry").key("announced");
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
        values.set(key, text(entries.getLast()));
    }

    private static String text(LogEntry entry) {
        return entry.index() + ":" + entry.id();
    }

    @Override
    public boolean remembers(LogEntry last) {
        @Nullable String kept = values.get(key);
        if (kept == null) {
            return false;
        }
        int colon = kept.indexOf(':');
        return kept.equals(text(last)) || (colon > 0 && isAfter(kept.substring(0, colon), last.index()));
    }

    /** The bus may know more than the mark says: it is told before the mark is moved. */
    private static boolean isAfter(String index, long last) {
        try {
            return Long.parseLong(index) > last;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
