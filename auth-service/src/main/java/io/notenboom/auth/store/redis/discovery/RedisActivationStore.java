// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.discovery.client.Activation;
import io.notenboom.auth.discovery.client.ActivationStore;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.json.StrictJson;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.hash.HashCommands;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One hash of all activations, without expiry: service and subject to record. */
public final class RedisActivationStore implements ActivationStore {

    private static final int MAX_LENGTH = 64 * 1024 * 1024;

    private final HashCommands<String, String, String> hashes;
    private final String key;

    /** @param keys names of the keys of this customer and service */
    public RedisActivationStore(RedisDataSource redis, RedisKeys keys) {
        this.hashes = redis.hash(String.class);
        this.key = keys.key("discovery-activations");
    }

    @Override
    public void put(Activation activation) {
        hashes.hset(key, field(activation.service(), activation.subject()), json(activation));
    }

    @Override
    public Optional<Activation> find(String service, SubjectId subject) {
        return Optional.ofNullable(hashes.hget(key, field(service, subject))).map(RedisActivationStore::read);
    }

    @Override
    public void remove(String service, SubjectId subject) {
        hashes.hdel(key, field(service, subject));
    }

    @Override
    public List<Activation> list() {
        return hashes.hgetall(key).values().stream()
                .map(RedisActivationStore::read)
                .toList();
    }

    /** A subject holds no white space. */
    private static String field(String service, SubjectId subject) {
        return subject.value() + " " + service;
    }

    private static String json(Activation activation) {
        ObjectNode node = StrictJson.newObject()
                .put("service", activation.service())
                .put("subject", activation.subject().value())
                .put("ending", activation.ending())
                .put("at", activation.attempt().at().toString())
                .put("failures", activation.attempt().failures())
                .put("error", activation.attempt().error());
        node.set("parameters", activation.parameters());
        ArrayNode registered = node.putArray("registered");
        activation.registered().forEach(presentation -> registered
                .addObject()
                .put("did", presentation.did().value())
                .put("id", presentation.id())
                .put("expiresAt", presentation.expiresAt().toString())
                .put("text", presentation.text()));
        return new String(StrictJson.write(node), StandardCharsets.UTF_8);
    }

    private static Activation read(String json) {
        ObjectNode node = StrictJson.parseObject(json, MAX_LENGTH);
        List<Activation.Registered> registered = new ArrayList<>();
        for (JsonNode presentation : node.path("registered")) {
            registered.add(new Activation.Registered(
                    new Did(presentation.path("did").asText()),
                    presentation.path("id").asText(),
                    Instant.parse(presentation.path("expiresAt").asText()),
                    presentation.path("text").asText()));
        }
        return new Activation(
                node.path("service").asText(),
                new SubjectId(node.path("subject").asText()),
                node.withObject("/parameters"),
                node.path("ending").asBoolean(),
                registered,
                new Activation.Attempt(
                        Instant.parse(node.path("at").asText()),
                        node.path("failures").asInt(),
                        node.path("error").asText()));
    }
}
