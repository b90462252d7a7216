// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.pdp.decision.Decision.Step;
import io.notenboom.pdp.pep.PermittedSteps;
import io.notenboom.pdp.task.TaskState;
import io.quarkus.redis.datasource.RedisDataSource;
import java.time.Duration;
import java.util.Optional;

/** Permitted steps in Redis, each under the id of its decision, with expiry. */
final class RedisPermittedSteps implements PermittedSteps {

    private static final Duration KEPT = Duration.ofDays(7);

    private final RedisDataSource redis;
    private final RedisKeys keys;

    RedisPermittedSteps(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public void put(PermittedStep permitted) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("decision", permitted.decision()).put("pep", permitted.pep()).put("flow", permitted.flow());
        json.put("from", permitted.step().from().wireName());
        json.put("to", permitted.step().to().wireName());
        json.put("remainderHash", permitted.step().remainderHash()).put("taken", permitted.taken());
        redis.value(String.class)
                .setex(keys.key("step", permitted.decision()), KEPT.toSeconds(), RedisRecords.text(json));
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
