// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.redis;

import io.notenboom.trust.secret.Secret;
import java.nio.file.Path;

/**
 * Configuration of one customer's Redis on one machine: loopback only, password, append-only file synchronised at every write
 * (nothing that was acknowledged is lost by kill −9), no eviction.
 */
public final class RedisConfiguration {

    /** What Redis prints when it serves. */
    public static final String READY = "Ready to accept connections";

    private RedisConfiguration() {}

    private static String quoted(Path path) {
        return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Text of {@code redis.conf}. */
    public static String render(Path directory, int port, Secret password) {
        return """
                # Written by the launcher at each start of the node.
                bind 127.0.0.1
                port %d
                protected-mode yes
                requirepass %s
                dir "%s"
                appendonly yes
                appendfsync always
                save ""
                maxmemory 1gb
                maxmemory-policy noeviction
                databases 1
                daemonize no
                loglevel notice
                """.formatted(port, password.reveal(), quoted(directory));
    }
}
