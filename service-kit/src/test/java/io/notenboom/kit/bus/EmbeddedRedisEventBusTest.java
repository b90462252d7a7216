// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Redis 6.2 that a node without one of its own starts. */
class EmbeddedRedisEventBusTest extends RedisEventBusContract {

    @Override
    String binary(Path folder) throws Exception {
        Path binary = folder.resolve("redis-server");
        try (InputStream packed =
                redis.embedded.RedisServer.class.getResourceAsStream("/redis-server-6.2.6-v5-linux-amd64")) {
            Files.copy(requireNonNull(packed), binary);
        }
        assumeTrue(binary.toFile().setExecutable(true), "cannot be made executable");
        return binary.toString();
    }
}
