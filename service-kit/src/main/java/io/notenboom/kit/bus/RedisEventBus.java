// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.kit.redis.RedisBatch;
import io.notenboom.trust.customer.CustomerId;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.XAddArgs;
import io.vertx.mutiny.redis.client.Command;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The bus on Redis streams named {@code {<customer>}:bus:<topic>}. Reading blocks a connection, so it has a client of its own,
 * {@code bus}, beside the one for publishing.
 */
@Singleton
final class RedisEventBus implements EventBus {

    private static final long KEPT = 100_000;

    private final RedisDataSource redis;
    private final StreamCommands<String, String, String> publishing;
    private final StreamCommands<String, String, String> reading;
    private final String prefix;
    private final DeliveryPolicy policy;
    private final Consumer<String> putAside;
    private final Set<StreamReader> readers = ConcurrentHashMap.newKeySet();

    @Inject
    RedisEventBus(
            RedisDataSource redis,
            @RedisClientName("bus") RedisDataSource busRedis,
            CustomerId customer,
            ServiceMeters meters) {
        this(redis, busRedis, customer, DeliveryPolicy.STANDARD, topic -> meters.counter(
                        "bus.aside", "events put aside because nobody could handle them", "topic", topic)
                .increment());
    }

    /** @param putAside told the topic of each event that is put aside */
    RedisEventBus(
            RedisDataSource redis,
            RedisDataSource busRedis,
            CustomerId customer,
            DeliveryPolicy policy,
            Consumer<String> putAside) {
        this.putAside = putAside;
        this.redis = redis;
        this.publishing = redis.stream(String.class);
        this.reading = busRedis.stream(String.class);
        this.policy = policy;
        this.prefix = "{" + customer.value() + "}:bus:";
    }

    @Override
    public void publish(String topic, Map<String, String> fields) {
        try {
            var unused =
                    publishing.xadd(prefix + topic, new XAddArgs().maxlen(KEPT).nearlyExactTrimming(), fields);
        } catch (RuntimeException failure) {
            throw new BusUnavailableException("cannot publish to " + topic, failure);
        }
    }

    @Override
    public void publishAll(String topic, List<Map<String, String>> events) {
        RedisBatch batch = new RedisBatch(redis);
        for (Map<String, String> fields : events) {
            List<String> arguments = new ArrayList<>(List.of(prefix + topic, "MAXLEN", "~", Long.toString(KEPT), "*"));
            fields.forEach((name, value) -> arguments.addAll(List.of(name, value)));
            batch.add(Command.XADD, arguments.toArray(String[]::new));
        }
        try {
            var unused = batch.send();
        } catch (RuntimeException failure) {
            throw new BusUnavailableException("cannot publish to " + topic, failure);
        }
    }

    @Override
    public Subscription subscribe(String topic, String group, Consumer<BusEvent> handler) {
        GroupReader.Stream stream = new GroupReader.Stream(prefix + topic, topic, group);
        return start(new GroupReader(reading, stream, handler, policy, () -> putAside.accept(topic)));
    }

    @Override
    public Subscription listen(String topic, Consumer<BusEvent> handler, Runnable lost) {
        BroadcastReader reader = new BroadcastReader(reading, prefix + topic, topic, handler, lost, policy);
        reader.position();
        return start(reader);
    }

    private Subscription start(StreamReader reader) {
        readers.add(reader);
        reader.start();
        return () -> {
            reader.stop();
            readers.remove(reader);
        };
    }

    @PreDestroy
    void stopAll() {
        readers.forEach(StreamReader::stop);
    }
}
