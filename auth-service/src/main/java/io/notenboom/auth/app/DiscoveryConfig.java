// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configuration of discovery services, see docs/architecture/contracts.md §7. */
@ConfigMapping(prefix = "notenboom.auth.discovery")
public interface DiscoveryConfig {

    /** Folder with definition files, as Nuts nodes have them; without it this node takes part in no discovery service. */
    Optional<Path> definitionsDir();

    /** Ids of the services that this node is the server of. */
    Optional<List<String>> serverIds();

    /** Most entries in the list of a service that this node serves. */
    @WithDefault("10000")
    int maxEntries();

    /** Most presentations that are checked for registration at one time; more get 503. */
    @WithDefault("16")
    int maxConcurrent();

    /** How often the lists of the services are asked for what is new. */
    @WithDefault("10m")
    Duration refreshInterval();
}
