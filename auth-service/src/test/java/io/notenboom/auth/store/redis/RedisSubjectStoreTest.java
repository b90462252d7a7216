// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnKey;
import io.notenboom.auth.subject.OwnService;
import io.notenboom.auth.subject.ServiceOutcome;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.SubjectServices;
import io.notenboom.auth.subject.SubjectStore;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.testkit.SettableClock;
import io.notenboom.testkit.redis.RedisShape;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.key.KeyId;
import io.quarkus.redis.datasource.RedisDataSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On a real Redis of every shape, as the user of one customer. */
@ParameterizedClass
@EnumSource(RedisShape.class)
@ExtendWith(RedisDeployments.class)
class RedisSubjectStoreTest {

    private static final RedisKeys KEYS = RedisDeployments.KEYS;
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123456789Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final SubjectId id = new SubjectId("s" + UUID.randomUUID());

    private final RedisDataSource redis;

    RedisSubjectStoreTest(RedisShape shape, RedisDeployments.Started started) {
        this.redis = started.client(shape);
    }

    private SubjectStore store() {
        return new RedisStores(redis, KEYS, clock).subjects();
    }

    private Subject sample() {
        OwnKey signing = new OwnKey("1", new KeyId("key-1"), NOW);
        OwnKey lost = new OwnKey("2", new KeyId("key-2"), NOW, NOW.plusSeconds(1), NOW.plusSeconds(2), true);
        OwnService service = OwnService.of("fhir", TextNode.valueOf("https://fhir.example"), NOW);
        return new Subject(
                id,
                List.of(new OwnDid(
                        new Did("did:web:node.example:iam:" + id),
                        List.of(signing, lost),
                        List.of(service),
                        NOW,
                        null)));
    }

    @Test
    void keepsEverything() {
        assertThat(store().add(sample())).isTrue();
        assertThat(store().add(sample())).isFalse();

        assertThat(store().find(id)).contains(sample());
        assertThat(store().findByDid(sample().dids().getFirst().did())).contains(sample());
        Subject ended = sample().deactivatedAt(NOW.plusSeconds(5));
        assertThat(store().update(id, subject -> subject.deactivatedAt(NOW.plusSeconds(5))))
                .contains(ended);
        assertThat(store().find(id)).contains(ended);
        assertThat(store().ids()).contains(id).isSortedAccordingTo(Comparator.comparing(SubjectId::value));
        assertThat(store().list()).extracting(Subject::id).isEqualTo(store().ids());
        assertThat(store().update(new SubjectId("unknown"), subject -> subject)).isEmpty();
    }

    @Test
    void readsKeysThatWereStoredBeforeTheyHadAnEnd() {
        redis.value(String.class)
                .set(
                        KEYS.key("subject", id.value()),
                        "{\"id\":\"" + id
                                + "\",\"dids\":[{\"did\":\"did:web:node.example:iam:1\",\"keys\":[{\"fragment\":"
                                + "\"1\",\"keyId\":\"key-1\",\"since\":\"2026-11-21T10:00:00Z\"}],\"created\":"
                                + "\"2026-11-21T10:00:00Z\",\"deactivated\":null}]}");

        OwnDid own = store().find(id).orElseThrow().dids().getFirst();
        assertThat(own.keys())
                .containsExactly(new OwnKey("1", new KeyId("key-1"), Instant.parse("2026-11-21T10:00:00Z")));
        assertThat(own.services()).isEmpty();
    }

    @Test
    void ofManyChangesAtOneTimeNoneIsLost() throws Exception {
        assertThat(store().add(sample())).isTrue();
        SubjectServices services = new SubjectServices(store(), clock);
        List<Callable<ServiceOutcome>> additions = new ArrayList<>();
        for (int index = 0; index < 8; index++) {
            String type = "type" + index;
            additions.add(() -> services.add(id, type, TextNode.valueOf("https://fhir.example")));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<ServiceOutcome> outcome : threads.invokeAll(additions)) {
                assertThat(outcome.get()).isInstanceOf(ServiceOutcome.Changed.class);
            }
        }
        assertThat(services.list(id, _ -> true).orElseThrow()).hasSize(9);
    }
}
