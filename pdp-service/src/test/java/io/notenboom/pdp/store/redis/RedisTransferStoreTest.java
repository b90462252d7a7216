// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.redis.RedisKeys;
import io.notenboom.pdp.app.NodeAround;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.receiver.Receiver;
import io.notenboom.pdp.transfer.Transfer;
import io.notenboom.pdp.transfer.TransferKind;
import io.notenboom.pdp.transfer.TransferStore;
import io.notenboom.pdp.transfer.TransferStoreContract;
import io.notenboom.trust.customer.CustomerId;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On a real Redis, as the user of one customer. */
@QuarkusTest
@WithTestResource(NodeAround.class)
class RedisTransferStoreTest extends TransferStoreContract {

    /** Beside the keys of the service itself, which sweeps its own. */
    private static final RedisKeys KEYS = new RedisKeys(new CustomerId("c7f3k2"), "pdp-transfer-test");

    @Inject
    RedisDataSource redis;

    @Override
    protected TransferStore store() {
        return new RedisStores(redis, KEYS).transfers();
    }

    @Test
    void findsWhatIsNotSettledAlsoWhenTheSetOfItWasLost() {
        Transfer starting = new Transfer(
                "t-lost",
                new Transfer.Origin("a", TransferKind.HANDOFF, "Composition/1", "test", Samples.NOW),
                new Receiver(null, Set.of(Samples.RECEIVER), null, null),
                Transfer.Phase.STARTING,
                null,
                Transfer.Notification.IMPOSSIBLE);
        store().put(starting);
        redis.set(String.class).srem(KEYS.key("transfer-unsettled"), starting.id());
        assertThat(store().unsettled()).contains(starting);
        store().put(starting.failed());
    }
}
