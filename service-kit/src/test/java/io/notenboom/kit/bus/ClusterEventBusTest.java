// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import io.notenboom.testkit.redis.RedisShape;

/** On a Cluster. */
class ClusterEventBusTest extends DeployedEventBusContract {

    ClusterEventBusTest() {
        super(RedisShape.CLUSTER);
    }
}
