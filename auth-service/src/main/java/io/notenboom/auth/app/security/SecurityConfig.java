// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.security;

import io.notenboom.auth.trusted.IssuerTrust.Unlisted;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;

/** Configuration of limits and of what is accepted, see docs/architecture/contracts.md §7. */
@ConfigMapping(prefix = "notenboom.auth.security")
public interface SecurityConfig {

    /** Whether signatures with RS256 are accepted on presentations and credentials; never on DPoP proofs. */
    @WithDefault("false")
    boolean rs256();

    /** What holds at the token endpoint for types of credential without a list of trusted issuers. */
    @WithDefault("definition")
    Unlisted unlistedIssuers();

    /** Most token requests of one client in a minute that get as far as a token; 0: no limit. */
    @WithDefault("6000")
    @Min(0)
    int tokensPerClientPerMinute();

    /** Most token requests of one source in a minute that fail at a key or signature; 0: no limit. */
    @WithDefault("60")
    @Min(0)
    int failedSignaturesPerSourcePerMinute();

    /** Addresses and CIDRs of reverse proxies in front of the public listener, whose {@code X-Forwarded-For} is believed. */
    Optional<List<String>> trustedProxies();
}
