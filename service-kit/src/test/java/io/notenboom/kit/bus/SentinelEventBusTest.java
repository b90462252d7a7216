// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import io.notenboom.testkit.redis.RedisShape;

/** Behind Sentinels. */
class SentinelEventBusTest extends DeployedEventBusContract {

    SentinelEventBusTest() {
        super(RedisShape.SENTINEL);
    }
}
