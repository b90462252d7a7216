// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.pdp.app.NodeAround;
import io.notenboom.pdp.decision.Decision.Step;
import io.notenboom.pdp.flow.FlowStore;
import io.notenboom.pdp.flow.FlowStoreContract;
import io.notenboom.pdp.flow.replica.Retention;
import io.notenboom.pdp.pep.PermittedSteps.PermittedStep;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.trust.customer.CustomerId;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** On a real Redis, as the user of one customer. */
@QuarkusTest
@WithTestResource(NodeAround.class)
class RedisFlowStoreTest extends FlowStoreContract {

    private static final RedisKeys KEYS = new RedisKeys(new CustomerId("c7f3k2"), "pdp-flow-test");

    @Inject
    RedisDataSource redis;

    @Override
    protected FlowStore store() {
        return new RedisStores(redis, KEYS).flows(new Retention(Duration.ofDays(30)), InstantSource.system());
    }

    /** Another replica, which gave no decision itself, knows what may be confirmed. */
    @Test
    void permittedStepsAreSharedAndEnd() {
        PermittedStep step =
                new PermittedStep("d1", "gw", "f1", new Step(TaskState.IN_PROGRESS, TaskState.COMPLETED, "00"), false);
        new RedisStores(redis, KEYS).steps(InstantSource.system()).put(step);
        assertThat(new RedisStores(redis, KEYS).steps(InstantSource.system()).find("d1"))
                .contains(step);
        assertThat(redis.key().ttl(KEYS.key("step", "d1"))).isPositive();
        new RedisStores(redis, KEYS).steps(InstantSource.system()).put(step.done());
        assertThat(new RedisStores(redis, KEYS).steps(InstantSource.system()).find("d1"))
                .contains(step.done());
        assertThat(new RedisStores(redis, KEYS).steps(InstantSource.system()).find("d2"))
                .isEmpty();
    }

    /** While nobody tells the outcome of a permitted step, it can be found; afterwards it cannot. */
    @Test
    void stepsWaitUntilTheirOutcomeIsTold() {
        RedisStores stores = new RedisStores(redis, KEYS);
        InstantSource then = InstantSource.fixed(Instant.ofEpochSecond(1000));
        Step step = new Step(TaskState.IN_PROGRESS, TaskState.COMPLETED, "00");
        PermittedStep refused = new PermittedStep("u1", "gw", "f1", step, false);
        PermittedStep taken = new PermittedStep("u2", "gw", "f2", step, false);
        stores.steps(then).put(refused);
        stores.steps(then).put(taken);
        stores.steps(then).put(new PermittedStep("u3", "gw", "f3", step, false));
        assertThat(stores.unconfirmedSteps(then).unconfirmedSince(Instant.ofEpochSecond(999)))
                .isEmpty();
        assertThat(stores.unconfirmedSteps(then).unconfirmedSince(Instant.ofEpochSecond(1000)))
                .hasSize(3);
        stores.steps(then).withdraw("u3");
        assertThat(stores.unconfirmedSteps(then).unconfirmedSince(Instant.ofEpochSecond(1000)))
                .containsExactlyInAnyOrder(refused, taken);
        assertThat(stores.steps(then).find("u3")).isEmpty();
        stores.steps(then).settled("u1");
        stores.steps(then).put(taken.done());
        assertThat(stores.unconfirmedSteps(then).unconfirmedSince(Instant.ofEpochSecond(1000)))
                .isEmpty();
    }
}
