// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.revocation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Configuration of the Foundation's revocation list. */
@ConfigMapping(prefix = "notenboom.registry.revocation-list")
public interface RevocationConfig {

    /** Where others find the list; the Foundation's node puts it into the certificates that it issues. */
    Optional<URI> url();

    /** How often a new list is asked for; at least 30 seconds. */
    @WithDefault("5m")
    Duration every();
}
