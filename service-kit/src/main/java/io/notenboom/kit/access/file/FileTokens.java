// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.file;

import io.notenboom.kit.access.TokenScheme;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.secret.Secret;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;

/** The API tokens that the operator wrote into a file. */
@ApplicationScoped
class FileTokens implements TokenScheme {

    private final Optional<ApiTokenFile> file;

    @Inject
    FileTokens(NodeConfig config, InstantSource clock, ServiceMeters meters) {
        this.file = config.apiTokens().map(path -> new ApiTokenFile(path, clock));
        file.ifPresent(tokens -> meters.gauge(
                "access.tokens.usable",
                "1 while API tokens can be checked, 0 when their file cannot be read for too long",
                () -> tokens.usable() ? 1 : 0));
    }

    /** Reads the file at once, so that a service with a malformed one does not start. */
    void load(@Observes StartupEvent started) {}

    @Override
    public int order() {
        return 100;
    }

    @Override
    public Finding find(Secret token) {
        if (file.isEmpty()) {
            return new Finding.Unknown();
        }
        if (!file.get().usable()) {
            throw new ProblemException(
                    EdgeProblem.UNAVAILABLE,
                    "API tokens cannot be checked at present: the operator has to mend the file of tokens.");
        }
        Optional<ApiToken> known = file.get().find(token.reveal());
        if (known.isPresent()) {
            return new Finding.Known(known.get().identity());
        }
        return file.get().knows(token.reveal())
                ? new Finding.Refused("The API token has expired; get a new one.")
                : new Finding.Unknown();
    }

    @Override
    public boolean givesAccess() {
        return file.isPresent() && file.get().hasAny();
    }
}
