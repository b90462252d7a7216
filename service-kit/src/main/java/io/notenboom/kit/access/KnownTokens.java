// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.kit.problem.ProblemType;
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
    private final ServiceMeters meters;

    @Inject
    KnownTokens(NodeConfig config, InstantSource clock, ServiceMeters meters) {
        this.file = config.apiTokens().map(path -> new ApiTokenFile(path, clock));
        this.meters = meters;
        file.ifPresent(tokens -> meters.gauge(
                "access.tokens.usable",
                "1 while API tokens can be checked, 0 when their file cannot be read for too long",
                () -> tokens.usable() ? 1 : 0));
    }

    /** Counts a call that was refused. */
    void refused(ProblemType reason) {
        meters.counter("access.refused", "calls refused for their API token", "reason", reason.slug())
                .increment();
    }

    /** Reads the file at once, so that a service with a malformed one does not start. */
    void load(@Observes StartupEvent started) {}

    /** Whether a token that was found before is still known, not expired, and has the scope. */
    boolean stillAllows(String token, String scope) {
        return file.flatMap(known -> known.find(token))
                .filter(known -> known.allows(scope))
                .isPresent();
    }

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
