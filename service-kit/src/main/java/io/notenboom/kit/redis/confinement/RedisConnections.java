// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis.confinement;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.redis.client.RedisOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How this node connects to Redis, whatever is configured: over TLS the server's certificate has to be for the name that was
 * asked for. In strict mode nothing leaves the machine without TLS, and no certificate is trusted unseen.
 */
@Singleton
public class RedisConnections implements RedisOptionsCustomizer {

    private static final String HOST_NAME_CHECK = "HTTPS";
    private static final String DEFAULT = "<default>";

    private final NodeMode mode;
    private final Map<String, RedisOptions> known = new ConcurrentHashMap<>();

    @Inject
    RedisConnections(NodeConfig config) {
        this(config.mode());
    }

    RedisConnections(NodeMode mode) {
        this.mode = mode;
    }

    /** @throws IllegalStateException that says what to change, for connections that are not permitted */
    @Override
    public void customize(String client, RedisOptions options) {
        options.getNetClientOptions().setHostnameVerificationAlgorithm(HOST_NAME_CHECK);
        if (mode == NodeMode.STRICT) {
            requireProtected(options);
        }
        known.put(client, new RedisOptions(options));
    }

    private static void requireProtected(RedisOptions options) {
        if (options.getNetClientOptions().isTrustAll()) {
            throw new IllegalStateException(
                    "Redis: trust-all takes any server for the customer's; name its authority in trust-store instead");
        }
        for (String endpoint : options.getEndpoints()) {
            if (!RedisAddresses.isTls(endpoint) && !RedisAddresses.isLocal(endpoint)) {
                throw new IllegalStateException("Redis: " + RedisAddresses.withoutCredentials(endpoint)
                        + " is on another machine: use rediss:// (TLS), see docs/operations/redis.md");
            }
        }
    }

    /** The settings of the services' client, if there is one. */
    Optional<RedisOptions> ofTheServices() {
        return Optional.ofNullable(known.get(DEFAULT)).map(RedisOptions::new);
    }
}
