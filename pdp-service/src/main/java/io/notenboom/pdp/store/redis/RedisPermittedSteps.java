// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.redis.RedisBatch;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.kit.redis.RedisReader;
import io.notenboom.pdp.decision.Decision.Step;
import io.notenboom.pdp.pep.PermittedSteps;
import io.notenboom.pdp.pep.UnconfirmedSteps;
import io.notenboom.pdp.task.TaskState;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Permitted steps in Redis, each under the id of its decision, with expiry. */
final class RedisPermittedSteps implements PermittedSteps, UnconfirmedSteps {

    private static final Duration KEPT = Duration.ofDays(7);

    private final RedisDataSource redis;
    private final RedisKeys keys;
    private final InstantSource clock;
    private final String unconfirmed;

    RedisPermittedSteps(RedisDataSource redis, RedisKeys keys, InstantSource clock) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
        this.unconfirmed = keys.key("steps-unconfirmed");
    }

    @Override
    public void put(PermittedStep permitted) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("decision", permitted.decision()).put("pep", permitted.pep()).put("flow", permitted.flow());
        json.put("from", permitted.step().from().wireName());
        json.put("to", permitted.step().to().wireName());
        json.put("remainderHash", permitted.step().remainderHash()).put("taken", permitted.taken());
        String seconds = Long.toString(KEPT.toSeconds());
        RedisBatch batch = new RedisBatch(redis)
                .add(Command.SETEX, keys.key("step", permitted.decision()), seconds, RedisRecords.text(json));
        if (permitted.taken()) {
            batch.add(Command.ZREM, unconfirmed, permitted.decision());
        } else {
            batch.add(Command.ZADD, unconfirmed, Long.toString(clock.millis()), permitted.decision())
                    .add(Command.EXPIRE, unconfirmed, seconds);
        }
        batch.commit();
    }

    @Override
    public void withdraw(String decisionId) {
        new RedisBatch(redis)
                .add(Command.DEL, keys.key("step", decisionId))
                .add(Command.ZREM, unconfirmed, decisionId)
                .commit();
    }

    @Override
    public void settled(String decisionId) {
        var unused = redis.execute("ZREM", unconfirmed, decisionId);
    }

    @Override
    public List<PermittedStep> unconfirmedSince(Instant before) {
        List<String> ids = RedisReader.of(redis)
                .texts(
                        Command.ZRANGEBYSCORE,
                        unconfirmed,
                        "0",
                        Long.toString(before.toEpochMilli()),
                        "LIMIT",
                        "0",
                        "1000")
                .stream()
                .flatMap(Stream::ofNullable)
                .toList();
        List<PermittedStep> steps = new ArrayList<>();
        for (String id : ids) {
            find(id).ifPresentOrElse(steps::add, () -> settled(id));
        }
        return steps;
    }

    @Override
    public Optional<PermittedStep> find(String decisionId) {
        return RedisRecords.parse(redis.execute("GET", keys.key("step", decisionId)))
                .map(RedisPermittedSteps::read);
    }

    private static PermittedStep read(ObjectNode json) {
        Step step = new Step(
                state(json.path("from")),
                state(json.path("to")),
                json.path("remainderHash").asText());
        return new PermittedStep(
                json.path("decision").asText(),
                json.path("pep").asText(),
                json.path("flow").asText(),
                step,
                json.path("taken").asBoolean());
    }

    private static TaskState state(JsonNode name) {
        return TaskState.of(name.asText())
                .orElseThrow(() -> new IllegalStateException("A stored step names no state of a Task."));
    }
}
