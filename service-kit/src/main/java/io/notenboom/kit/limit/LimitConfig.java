// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Limits of requests of one service process, each for a second; 0 is none. Twice as many may come at once. Health and
 * metrics have none; what peers may do is {@code notenboom.registry.peer-limits}.
 */
@ConfigMapping(prefix = "notenboom.limits")
public interface LimitConfig {

    /** Of all together at the internal and the public listener: what this customer may take of the machine. */
    @WithDefault("0")
    @Min(0)
    int customerPerSecond();

    /** Of one API token, key or operator. */
    @WithDefault("5000")
    @Min(0)
    int apiTokenPerSecond();

    /** Of single API tokens, by id, instead of that. */
    Map<String, Integer> apiTokens();

    /** Of one address at the public listener, or of one IPv6 network of 64 bits; this machine's own have none. */
    @WithDefault("1000")
    @Min(0)
    int addressPerSecond();

    /** Addresses and CIDRs of reverse proxies in front of the public listener, whose {@code X-Forwarded-For} is believed. */
    Optional<List<String>> trustedProxies();
}
