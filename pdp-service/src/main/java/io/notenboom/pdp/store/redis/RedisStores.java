// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import io.notenboom.pdp.flow.FlowStore;
import io.notenboom.pdp.pep.PepStore;
import io.notenboom.pdp.transfer.TransferStore;
import io.quarkus.redis.datasource.RedisDataSource;

/** Makes the stores of one customer on the customer's Redis. */
public final class RedisStores {

    private final RedisDataSource redis;
    private final String customer;

    /** For one customer id. */
    public RedisStores(RedisDataSource redis, String customer) {
        this.redis = redis;
        this.customer = customer;
    }

    /** The flows. */
    public FlowStore flows() {
        return new RedisFlowStore(redis, customer);
    }

    /** The enforcement points. */
    public PepStore peps() {
        return new RedisPepStore(new RedisRecords(redis, customer, "pep"));
    }

    /** The transfers and the inbox. */
    public TransferStore transfers() {
        return new RedisTransferStore(redis, customer);
    }
}
