// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.pdp.flow.FlowStore;
import io.notenboom.pdp.flow.replica.Retention;
import io.notenboom.pdp.pep.PepStore;
import io.notenboom.pdp.pep.PermittedSteps;
import io.notenboom.pdp.pep.UnconfirmedSteps;
import io.notenboom.pdp.transfer.TransferStore;
import io.quarkus.redis.datasource.RedisDataSource;
import java.time.InstantSource;

/** Makes the stores of one customer on the customer's Redis. */
public final class RedisStores {

    private final RedisDataSource redis;
    private final RedisKeys keys;

    /** @param keys names of the keys of this customer and service */
    public RedisStores(RedisDataSource redis, RedisKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * The flows.
     *
     * @param retention how long they are kept after they ended
     */
    public FlowStore flows(Retention retention, InstantSource clock) {
        return new RedisFlowStore(redis, keys, retention, clock);
    }

    /** The enforcement points. */
    public PepStore peps() {
        return new RedisPepStore(redis, new RedisRecords(redis, keys, "pep"));
    }

    /** The permitted steps of Tasks. */
    public PermittedSteps steps(InstantSource clock) {
        return new RedisPermittedSteps(redis, keys, clock);
    }

    /** Those of them that wait for the resource server's answer. */
    public UnconfirmedSteps unconfirmedSteps(InstantSource clock) {
        return new RedisPermittedSteps(redis, keys, clock);
    }

    /** The transfers and the inbox. */
    public TransferStore transfers() {
        return new RedisTransferStore(redis, keys);
    }
}
