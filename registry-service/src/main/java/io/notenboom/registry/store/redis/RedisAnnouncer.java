// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.redis;

import io.notenboom.kit.customer.CustomerId;
import io.notenboom.registry.ingest.Announcer;
import io.notenboom.registry.log.LogEntry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.XAddArgs;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Adds accepted events to the stream {@code {customer}:bus:registry.accepted}: id, sid, seq and evt. */
@Singleton
final class RedisAnnouncer implements Announcer {

    private static final long MAX_LENGTH = 100_000;

    private final StreamCommands<String, String, String> streams;
    private final String key;

    RedisAnnouncer(RedisDataSource redis, CustomerId customer) {
        this.streams = redis.stream(String.class, String.class, String.class);
        this.key = "{" + customer.value() + "}:bus:registry.accepted";
    }

    @Override
    public void announce(List<LogEntry> entries) {
        for (LogEntry entry : entries) {
            Map<String, String> fields = Map.of(
                    "id", entry.id().value(),
                    "sid", entry.stream().value(),
                    "seq", Long.toString(entry.sequence()),
                    "evt", entry.type());
            String added = streams.xadd(key, new XAddArgs().maxlen(MAX_LENGTH).nearlyExactTrimming(), fields);
            if (added == null) {
                throw new IllegalStateException("the bus did not take the event");
            }
        }
    }
}
