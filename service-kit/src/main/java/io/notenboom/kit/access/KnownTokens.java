// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.notenboom.kit.customer.NodeConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The API tokens of this node. Made when the service starts and not with the filter, which Quarkus makes before there is any
 * configuration.
 */
@ApplicationScoped
class KnownTokens {

    private final Optional<ApiTokenFile> file;

    @Inject
    KnownTokens(NodeConfig config, InstantSource clock) {
        this.file = config.apiTokens().map(path -> new ApiTokenFile(path, clock));
    }

    /** Reads the file at once, so that a service with a malformed one does not start. */
    void load(@Observes StartupEvent started) {}

    /** The token with this value, if it is known and not expired. */
    Optional<ApiToken> find(String token) {
        return file.flatMap(known -> known.find(token));
    }
}
