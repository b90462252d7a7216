// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.StreamMessage;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.redis.datasource.stream.XReadArgs;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Reads a stream from its end on, for itself alone. */
final class BroadcastReader extends StreamReader {

    private static final Logger LOG = Logger.getLogger(BroadcastReader.class);
    private static final int BATCH = 128;

    private final StreamCommands<String, String, String> redis;
    private final String key;
    private final String topic;
    private final Consumer<BusEvent> handler;
    private final Runnable lost;
    private final DeliveryPolicy policy;
    private String last = "";

    BroadcastReader(
            StreamCommands<String, String, String> redis,
            String key,
            String topic,
            Consumer<BusEvent> handler,
            Runnable lost,
            DeliveryPolicy policy) {
        super(topic);
        this.redis = redis;
        this.key = key;
        this.topic = topic;
        this.handler = handler;
        this.lost = lost;
        this.policy = policy;
    }

    /** Fixes where to begin, so that nothing published after this is missed; when Redis is away, {@code lost} tells later. */
    void position() {
        try {
            last = end();
        } catch (RuntimeException away) {
            LOG.warnf("the bus cannot be reached yet: %s", away.getClass().getSimpleName());
        }
    }

    @Override
    void reconnected() {
        // a Redis that came back empty starts its ids again: begin at its present end
        last = end();
        lost.run();
    }

    @Override
    void readOnce() {
        if (last.isEmpty()) {
            reconnected();
        }
        for (StreamMessage<String, String, String> message :
                redis.xread(key, last, new XReadArgs().count(BATCH).block(policy.longestRead()))) {
            handle(message);
            last = message.id();
        }
    }

    private String end() {
        List<StreamMessage<String, String, String>> newest = redis.xrevrange(key, StreamRange.of("+", "-"), 1);
        return newest.isEmpty() ? "0-0" : newest.getFirst().id();
    }

    private void handle(StreamMessage<String, String, String> message) {
        try {
            handler.accept(new BusEvent(topic, message.id(), message.payload()));
        } catch (RuntimeException | Error failure) {
            LOG.errorf(failure, "event %s of %s was not handled", message.id(), topic);
        }
    }
}
