// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.discovery.client.Activation;
import io.notenboom.auth.discovery.client.ActivationStore;
import io.notenboom.auth.discovery.client.Copied;
import io.notenboom.auth.discovery.client.CopyStore;
import io.notenboom.auth.discovery.client.CopyStore.Cursor;
import io.notenboom.auth.store.redis.RedisDeployments;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.testkit.redis.RedisShape;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.json.StrictJson;
import io.quarkus.redis.datasource.RedisDataSource;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On a real Redis of every shape, as the user of one customer. */
@ParameterizedClass
@EnumSource(RedisShape.class)
@ExtendWith(RedisDeployments.class)
class RedisParticipationTest {

    private static final RedisKeys KEYS = RedisDeployments.KEYS;
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");
    private static final Did DID = new Did("did:web:a.example");

    private final RedisDataSource redis;

    RedisParticipationTest(RedisShape shape, RedisDeployments.Started started) {
        this.redis = started.client(shape);
    }

    @Test
    void keepsActivations() {
        ActivationStore store = new RedisActivationStore(redis, KEYS);
        Activation first = activation("a", "");
        Activation second = activation("b", "the server is away");
        store.put(first);
        store.put(second);
        assertThat(store.find("service", new SubjectId("a"))).contains(first);
        assertThat(store.find("another", new SubjectId("a"))).isEmpty();
        assertThat(store.list()).containsExactlyInAnyOrder(first, second);
        Activation changed = activation("a", "changed");
        store.put(changed);
        assertThat(store.find("service", new SubjectId("a"))).contains(changed);
        store.remove("service", new SubjectId("a"));
        store.remove("service", new SubjectId("a"));
        assertThat(store.list()).containsExactly(second);
    }

    private static Activation activation(String subject, String error) {
        return new Activation(
                "service",
                new SubjectId(subject),
                StrictJson.newObject().put("key", "value"),
                !error.isEmpty(),
                List.of(new Activation.Registered(DID, "id", TIME, "text")),
                new Activation.Attempt(TIME, 3, error));
    }

    @Test
    void keepsCopiesInTheOrderOfTheList() {
        CopyStore store = new RedisCopyStore(redis, KEYS);
        assertThat(store.cursor("service")).isEqualTo(Cursor.START);
        assertThat(store.entries("service")).isEmpty();
        Copied second = new Copied(2, DID, "id2", TIME, false, "text");
        Copied tenth = new Copied(10, DID, "id10", TIME, true, "text");
        store.save("service", new Cursor("seed", 10, 1), List.of(tenth, second), List.of());
        assertThat(store.entries("service")).containsExactly(second, tenth);
        assertThat(store.cursor("service")).isEqualTo(new Cursor("seed", 10, 1));
        store.save("service", new Cursor("seed", 11, 2), List.of(), List.of(second));
        assertThat(store.entries("service")).containsExactly(tenth);
        store.reset("service", new Cursor("other", 0, 3));
        assertThat(store.entries("service")).isEmpty();
        assertThat(store.cursor("service")).isEqualTo(new Cursor("other", 0, 3));
    }
}
