// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import java.nio.file.Path;

/** The Redis 6.2 that a node without one of its own starts. */
class EmbeddedRedisEventBusTest extends RedisEventBusContract {

    @Override
    String binary(Path folder) throws Exception {
        return RedisServerProcess.embeddedBinary(folder);
    }
}
