// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.notenboom.kit.idempotency.IdempotencyKeys.Standing;
import io.notenboom.kit.idempotency.IdempotencyKeys.Standing.Taken;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link IdempotencyKeys} promises. */
abstract class IdempotencyKeysContract {

    private static final KeptAnswer ANSWER = new KeptAnswer(201, "/things/1", "{\"a\":\"é\"}");

    private String key = "";

    @BeforeEach
    void another() {
        key = UUID.randomUUID().toString();
    }

    abstract IdempotencyKeys keys();

    private Taken taken(String request) {
        Standing standing = keys().take(key, request);
        assertThat(standing).isInstanceOf(Taken.class);
        return (Taken) standing;
    }

    @Test
    void anAnswerIsGivenAgain() {
        keys().answered(key, taken("r"), ANSWER);

        assertThat(keys().take(key, "r")).isEqualTo(new Standing.Answered(ANSWER));
        assertThat(keys().take(key, "r")).isEqualTo(new Standing.Answered(ANSWER));
    }

    @Test
    void aKeyBelongsToOneRequest() {
        Taken first = taken("r");

        assertThat(keys().take(key, "s")).isEqualTo(new Standing.OtherRequest());
        keys().abandoned(key, first);
        assertThat(keys().take(key, "s")).isEqualTo(new Standing.OtherRequest());
    }

    @Test
    void aRequestUnderWayIsNotTakenAgain() {
        Taken first = taken("r");

        assertThat(keys().take(key, "r")).isEqualTo(new Standing.UnderWay());
        keys().abandoned(key, first);
        assertThat(keys().take(key, "r")).asInstanceOf(type(Taken.class)).satisfies(again -> {
            assertThat(again.operation()).isEqualTo(first.operation()).matches("[0-9a-z]{26}");
            assertThat(again.owner()).isNotEqualTo(first.owner());
        });
    }

    @Test
    void whoLostItsTakingEndsNobodyElses() {
        Taken first = taken("r");
        keys().abandoned(key, first);
        Taken second = taken("r");

        keys().abandoned(key, first);
        assertThat(keys().take(key, "r")).isEqualTo(new Standing.UnderWay());
        keys().answered(key, second, ANSWER);
        assertThat(keys().take(key, "r")).isEqualTo(new Standing.Answered(ANSWER));
    }

    @Test
    void ofManyAtTheSameTimeOneTakesIt() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Standing> take = () -> keys().take(key, "r");
            List<Future<Standing>> all =
                    IntStream.range(0, 16).mapToObj(i -> threads.submit(take)).toList();
            int taken = 0;
            for (Future<Standing> one : all) {
                taken += one.get() instanceof Taken ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        }
    }
}
