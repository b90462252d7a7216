// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import io.notenboom.launcher.redis.RedisConfiguration;
import java.nio.file.Path;

/** The configuration of the Redis of one node, or of the control plane, in its folder. */
public final class NodeRedis {

    private NodeRedis() {}

    /** Writes the users and the configuration of a Redis that one customer has; answers the configuration's file. */
    public static Path configure(NodeFolder folder, NodeSecrets secrets, String customer, int port) {
        Path users = NodeFolder.writePrivate(
                folder.redis().resolve("users.acl"),
                RedisConfiguration.users(customer, secrets.redisPassword(), secrets.redisOperatorPassword()));
        return NodeFolder.writePrivate(
                folder.redis().resolve("redis.conf"), RedisConfiguration.render(folder.redis(), port, users));
    }
}
