// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import io.quarkus.redis.datasource.stream.ClaimedMessages;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.StreamMessage;
import io.quarkus.redis.datasource.stream.XAddArgs;
import io.quarkus.redis.datasource.stream.XGroupCreateArgs;
import io.quarkus.redis.datasource.stream.XReadGroupArgs;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Reads a stream as a member of a consumer group. */
final class GroupReader extends StreamReader {

    private static final Logger LOG = Logger.getLogger(GroupReader.class);
    private static final int BATCH = 32;
    private static final long DEAD_KEPT = 10_000;

    private final StreamCommands<String, String, String> redis;
    private final String key;
    private final String topic;
    private final String group;
    private final String member = UUID.randomUUID().toString();
    private final Consumer<BusEvent> handler;
    private final DeliveryPolicy policy;
    private boolean groupKnown;
    private long nextTakeOverNanos = System.nanoTime();

    GroupReader(
            StreamCommands<String, String, String> redis,
            String key,
            String topic,
            String group,
            Consumer<BusEvent> handler,
            DeliveryPolicy policy) {
        super(topic + "-" + group);
        this.redis = redis;
        this.key = key;
        this.topic = topic;
        this.group = group;
        this.handler = handler;
        this.policy = policy;
    }

    @Override
    void reconnected() {
        groupKnown = false;
    }

    @Override
    void readOnce() {
        if (!groupKnown) {
            createGroup();
        }
        takeOver();
        redis.xreadgroup(
                        group,
                        member,
                        key,
                        ">",
                        new XReadGroupArgs().count(BATCH).block(policy.longestRead()))
                .forEach(this::handle);
    }

    private void createGroup() {
        try {
            redis.xgroupCreate(key, group, "0", new XGroupCreateArgs().mkstream());
        } catch (RuntimeException failure) {
            if (!String.valueOf(failure.getMessage()).contains("BUSYGROUP")) {
                throw failure;
            }
        }
        groupKnown = true;
    }

    /** Handles what a member took and did not finish, because it died. */
    private void takeOver() {
        if (System.nanoTime() - nextTakeOverNanos < 0) {
            return;
        }
        nextTakeOverNanos = System.nanoTime() + policy.abandoned().toNanos();
        ClaimedMessages<String, String, String> claimed =
                redis.xautoclaim(key, group, member, policy.abandoned(), "0-0", BATCH);
        claimed.getMessages().forEach(this::handle);
    }

    private void handle(StreamMessage<String, String, String> message) {
        if (stopping()) {
            return;
        }
        BusEvent event = new BusEvent(topic, message.id(), message.payload());
        for (int attempt = 0; attempt <= policy.pauses().size(); attempt++) {
            try {
                handler.accept(event);
                redis.xack(key, group, message.id());
                return;
            } catch (RuntimeException failure) {
                LOG.warnf(failure, "event %s of %s was not handled by %s", message.id(), topic, group);
                if (attempt < policy.pauses().size()) {
                    pause(policy.pauses().get(attempt).toMillis());
                }
                if (stopping()) {
                    return;
                }
            }
        }
        putAside(message);
    }

    private void putAside(StreamMessage<String, String, String> message) {
        Map<String, String> fields = new HashMap<>(message.payload());
        fields.put("bus-group", group);
        fields.put("bus-id", message.id());
        var unused = redis.xadd(key + ":dead", new XAddArgs().maxlen(DEAD_KEPT).nearlyExactTrimming(), fields);
        redis.xack(key, group, message.id());
        LOG.errorf("event %s of %s was put aside: %s could not handle it", message.id(), topic, group);
    }
}
