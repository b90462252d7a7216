// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import io.quarkus.redis.datasource.stream.ClaimedMessages;
import io.quarkus.redis.datasource.stream.PendingMessage;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.StreamMessage;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.redis.datasource.stream.XAddArgs;
import io.quarkus.redis.datasource.stream.XGroupCreateArgs;
import io.quarkus.redis.datasource.stream.XReadGroupArgs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Reads a stream as a member of a consumer group. */
final class GroupReader extends StreamReader {

    private static final Logger LOG = Logger.getLogger(GroupReader.class);
    private static final int BATCH = 32;
    private static final String START = "0-0";
    private static final long DEAD_KEPT = 10_000;

    private final StreamCommands<String, String, String> redis;
    private final String key;
    private final String topic;
    private final String group;
    private final String member = UUID.randomUUID().toString();
    private final Consumer<BusEvent> handler;
    private final DeliveryPolicy policy;
    private final Runnable asideListener;
    private boolean groupKnown;
    private long nextTakeOverNanos = System.nanoTime();

    /**
     * What is read.
     *
     * @param key name of the stream in Redis
     */
    record Stream(String key, String topic, String group) {}

    /** @param asideListener told after an event was put aside */
    GroupReader(
            StreamCommands<String, String, String> redis,
            Stream stream,
            Consumer<BusEvent> handler,
            DeliveryPolicy policy,
            Runnable asideListener) {
        super(stream.topic() + "-" + stream.group());
        this.redis = redis;
        this.key = stream.key();
        this.topic = stream.topic();
        this.group = stream.group();
        this.handler = handler;
        this.policy = policy;
        this.asideListener = asideListener;
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

    /**
     * Handles what a member took and did not finish, because it died. Taken over one by one: each time that an event is
     * taken over counts as a delivery of it, and only the one that was being handled can be the reason of a death.
     */
    private void takeOver() {
        if (System.nanoTime() - nextTakeOverNanos < 0) {
            return;
        }
        nextTakeOverNanos = System.nanoTime() + policy.abandoned().toNanos();
        String cursor = START;
        do {
            ClaimedMessages<String, String, String> claimed =
                    redis.xautoclaim(key, group, member, policy.abandoned(), cursor, 1);
            claimed.getMessages().forEach(this::handleAgain);
            cursor = claimed.getId();
        } while (!cursor.equals(START) && !stopping());
    }

    private void handleAgain(StreamMessage<String, String, String> message) {
        List<PendingMessage> pending = redis.xpending(key, group, StreamRange.of(message.id(), message.id()), 1);
        if (!pending.isEmpty() && pending.getFirst().getDeliveryCount() > policy.tries()) {
            putAside(message);
        } else {
            handle(message);
        }
    }

    private void handle(StreamMessage<String, String, String> message) {
        if (stopping()) {
            return;
        }
        if (isHandled(new BusEvent(topic, message.id(), message.payload()))) {
            redis.xack(key, group, message.id());
        } else if (!stopping()) {
            putAside(message);
        }
    }

    private boolean isHandled(BusEvent event) {
        for (int attempt = 1; attempt <= policy.tries() && !stopping(); attempt++) {
            try {
                handler.accept(event);
                return true;
            } catch (RuntimeException | Error failure) {
                LOG.warnf(failure, "event %s of %s was not handled by %s", event.id(), topic, group);
                if (attempt < policy.tries()) {
                    pause(policy.pauses().get(attempt - 1).toMillis());
                }
            }
        }
        return false;
    }

    private void putAside(StreamMessage<String, String, String> message) {
        Map<String, String> fields = new HashMap<>(message.payload());
        fields.put("bus-group", group);
        fields.put("bus-id", message.id());
        var unused = redis.xadd(key + ":dead", new XAddArgs().maxlen(DEAD_KEPT).nearlyExactTrimming(), fields);
        redis.xack(key, group, message.id());
        LOG.errorf("event %s of %s was put aside: %s could not handle it", message.id(), topic, group);
        asideListener.run();
    }
}
