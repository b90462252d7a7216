// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The redis-server of the system, 7.0 or newer. */
class SystemRedisEventBusTest extends RedisEventBusContract {

    @Override
    String binary(Path folder) throws Exception {
        Path binary = Path.of("/usr/bin/redis-server");
        assumeTrue(Files.isExecutable(binary), "redis-server not found, skipped");
        return binary.toString();
    }
}
