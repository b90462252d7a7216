// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.bus.EventBus.Subscription;
import io.notenboom.trust.customer.CustomerId;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.StreamMessage;
import io.quarkus.redis.datasource.stream.XGroupCreateArgs;
import io.quarkus.redis.datasource.stream.XReadGroupArgs;
import io.vertx.mutiny.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract, and what only a server can do: die, and lose a member. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisEventBusContract extends EventBusContract {

    static final DeliveryPolicy QUICK = new DeliveryPolicy(
            List.of(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(5)),
            Duration.ofMillis(500),
            Duration.ofMillis(200));

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<String> asideTopics = new LinkedBlockingQueue<>();
    private RedisServerProcess server;
    private RedisDataSource redis;
    private RedisEventBus bus;

    abstract String binary(Path folder) throws Exception;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = new RedisServerProcess(binary(folder), folder);
        redis = server.client(vertx);
        bus = new RedisEventBus(redis, server.client(vertx), new CustomerId("c7f3k2"), QUICK, asideTopics::add);
    }

    @AfterAll
    void stop() throws Exception {
        if (bus != null) {
            bus.stopAll();
            server.close();
        }
        vertx.closeAndAwait();
    }

    @Override
    EventBus bus() {
        return bus;
    }

    @Test
    void takesOverWhatADeadMemberHeld() throws Exception {
        String topic = "dead." + UUID.randomUUID();
        String key = "{c7f3k2}:bus:" + topic;
        redis.stream(String.class).xgroupCreate(key, "g", "0", new XGroupCreateArgs().mkstream());
        bus.publish(topic, Map.of("number", "1"));
        assertThat(redis.stream(String.class).xreadgroup("g", "dead", key, ">", new XReadGroupArgs()))
                .hasSize(1);

        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (Subscription group = bus.subscribe(topic, "g", event -> received.add(event.field("number")))) {
            assertThat(take(received)).isEqualTo("1");
        }
    }

    @Test
    void putsAsideWhatFiveMembersDiedOf() throws Exception {
        String topic = "poison." + UUID.randomUUID();
        String key = "{c7f3k2}:bus:" + topic;
        StreamCommands<String, String, String> stream = redis.stream(String.class);
        stream.xgroupCreate(key, "g", "0", new XGroupCreateArgs().mkstream());
        bus.publish(topic, Map.of("number", "poison"));
        bus.publish(topic, Map.of("number", "2"));
        List<StreamMessage<String, String, String>> batch =
                stream.xreadgroup("g", "dead-1", key, ">", new XReadGroupArgs());
        assertThat(batch).hasSize(2);
        for (int member = 2; member <= 5; member++) {
            assertThat(stream.xclaim(
                            key,
                            "g",
                            "dead-" + member,
                            Duration.ZERO,
                            batch.getFirst().id()))
                    .hasSize(1);
        }

        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        BlockingQueue<String> aside = new LinkedBlockingQueue<>();
        try (Subscription group = bus.subscribe(topic, "g", event -> received.add(event.field("number")));
                Subscription dead = bus.subscribe(topic + ":dead", "g", event -> aside.add(event.field("number")))) {
            assertThat(take(aside)).isEqualTo("poison");
            assertThat(take(received))
                    .as("its companion, in other hands once only")
                    .isEqualTo("2");
            assertThat(received).isEmpty();
            assertThat(asideTopics).contains(topic);
        }
    }

    @Test
    void passesOverAnEventThatWasDeletedInTheHandsOfADeadMember() throws Exception {
        String topic = "deleted." + UUID.randomUUID();
        String key = "{c7f3k2}:bus:" + topic;
        StreamCommands<String, String, String> stream = redis.stream(String.class);
        stream.xgroupCreate(key, "g", "0", new XGroupCreateArgs().mkstream());
        bus.publish(topic, Map.of("number", "1"));
        String id = stream.xreadgroup("g", "dead", key, ">", new XReadGroupArgs())
                .getFirst()
                .id();
        assertThat(stream.xdel(key, id)).isEqualTo(1);
        bus.publish(topic, Map.of("number", "2"));

        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (Subscription group = bus.subscribe(topic, "g", event -> received.add(event.field("number")))) {
            assertThat(take(received)).isEqualTo("2");
        }
    }

    @Test
    void goesOnAfterTheServerWasAway(@TempDir Path folder) throws Exception {
        try (RedisServerProcess mortal = new RedisServerProcess(binary(folder), folder)) {
            RedisEventBus own = new RedisEventBus(
                    mortal.client(vertx), mortal.client(vertx), new CustomerId("c7f3k2"), QUICK, topic -> {});
            goesOnAfterARestart(mortal, own);
            own.stopAll();
        }
    }

    private static void goesOnAfterARestart(RedisServerProcess server, RedisEventBus bus) throws Exception {
        String topic = "away." + UUID.randomUUID();
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        CountDownLatch lost = new CountDownLatch(1);
        try (Subscription group = bus.subscribe(topic, "g", event -> received.add(event.field("number")));
                Subscription listener = bus.listen(topic, event -> heard.add(event.field("number")), lost::countDown)) {
            bus.publish(topic, Map.of("number", "1"));
            assertThat(take(received)).isEqualTo("1");
            assertThat(take(heard)).isEqualTo("1");
            server.stop();
            assertThatThrownBy(() -> bus.publish(topic, Map.of("number", "x")))
                    .isInstanceOf(BusUnavailableException.class);
            server.startAgain();
            assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
            bus.publish(topic, Map.of("number", "2"));
            assertThat(take(received)).isEqualTo("2");
            assertThat(take(heard)).isEqualTo("2");
        }
    }
}
