// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.customer.CustomerId;
import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.pdp.app.NodeAround;
import io.notenboom.pdp.decision.Decision.Step;
import io.notenboom.pdp.flow.FlowStore;
import io.notenboom.pdp.flow.FlowStoreContract;
import io.notenboom.pdp.flow.replica.Retention;
import io.notenboom.pdp.pep.PermittedSteps.PermittedStep;
import io.notenboom.pdp.task.TaskState;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
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
        new RedisStores(redis, KEYS).steps().put(step);
        assertThat(new RedisStores(redis, KEYS).steps().find("d1")).contains(step);
        assertThat(redis.key().ttl(KEYS.key("step", "d1"))).isPositive();
        new RedisStores(redis, KEYS).steps().put(step.done());
        assertThat(new RedisStores(redis, KEYS).steps().find("d1")).contains(step.done());
        assertThat(new RedisStores(redis, KEYS).steps().find("d2")).isEmpty();
    }
}
