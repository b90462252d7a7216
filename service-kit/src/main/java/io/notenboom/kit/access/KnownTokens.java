// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
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

    /**
     * The token with this value, if it is known and not expired.
     *
     * @throws ProblemException {@code unavailable} when the file of tokens cannot be read for too long
     */
    Optional<ApiToken> find(String token) {
        if (file.isPresent() && !file.get().usable()) {
            throw new ProblemException(
                    EdgeProblem.UNAVAILABLE,
                    "API tokens cannot be checked at present: the operator has to mend the file of tokens.");
        }
        return file.flatMap(known -> known.find(token));
    }
}
