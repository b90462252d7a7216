// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.introspection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resource servers and audiences, see docs/architecture/contracts.md §7. */
@ConfigMapping(prefix = "notenboom.auth.introspection")
public interface IntrospectionConfig {

    /** Most resource servers of one subject. */
    @WithDefault("100")
    @Min(1)
    @Max(1000)
    int maxResourceServers();

    /** Most calls of one resource server in a second, for each process; more get 429. */
    @WithDefault("1000")
    @Min(1)
    int callsPerSecond();

    /** What client assertions may have as audience besides the issuer URL, such as the URL of the introspection endpoint. */
    Optional<List<String>> assertionAudiences();

    /** For whom tokens of single scopes are; without an entry they are for the whole subject. */
    Map<String, List<String>> audiencesByScope();
}
