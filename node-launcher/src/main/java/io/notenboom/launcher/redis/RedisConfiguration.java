// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.redis;

import io.notenboom.trust.redis.PasswordHash;
import io.notenboom.trust.redis.RedisAcl;
import io.notenboom.trust.redis.RedisPlace;
import io.notenboom.trust.redis.RedisUser;
import io.notenboom.trust.secret.Secret;
import java.nio.file.Path;
import java.util.List;

/**
 * Configuration of one customer's Redis on one machine: loopback only, the users that hosting makes, append-only file synchronised
 * at every write (nothing that was acknowledged is lost by kill −9), no eviction.
 */
public final class RedisConfiguration {

    /** What Redis prints when it serves. */
    public static final String READY = "Ready to accept connections";

    private RedisConfiguration() {}

    private static String quoted(Path path) {
        return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Name of the user that may do everything; of whoever looks after the machine, no service has its password. */
    public static final String OPERATOR = "operator";

    /** Text of the file with the users: the customer's, and the operator. */
    public static String users(RedisUser customer, Secret operatorPassword) {
        return RedisAcl.dedicated(
                        RedisPlace.SERVER,
                        List.of(customer, RedisUser.ofOperator(OPERATOR, PasswordHash.of(operatorPassword.reveal()))))
                .file();
    }

    /**
     * Text of {@code redis.conf}.
     *
     * @param users file with the users
     */
    public static String render(Path directory, int port, Path users) {
        return """
                # Written by the launcher at each start of the node.
                bind 127.0.0.1
                port %d
                protected-mode yes
                aclfile "%s"
                dir "%s"
                appendonly yes
                appendfsync always
                save ""
                maxmemory 1gb
                maxmemory-policy noeviction
                databases 1
                daemonize no
                loglevel notice
                """.formatted(port, quoted(users), quoted(directory));
    }
}
