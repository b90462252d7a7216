// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Configuration of this service, see docs/architecture/contracts.md §7. */
@ConfigMapping(prefix = "notenboom.auth")
public interface AuthConfig {

    /** Folder with policy files, as Nuts nodes have them; without it every scope is refused. */
    Optional<Path> policyDir();

    /** Tokens. */
    Token token();

    /** Who decides on scopes of policies with {@code "scope_policy":"dynamic"}. */
    ScopeDecisions scopeDecisions();

    /** Who decides on scopes of policies with {@code "scope_policy":"dynamic"}. */
    interface ScopeDecisions {

        /** Base URL of an AuthZEN decision point; without it the node's own pdp-service is asked, if there is one. */
        Optional<URI> url();

        /** A file with a bearer token for it; read for each question. */
        Optional<Path> tokenFile();
    }

    /** Tokens. */
    interface Token {

        /** How long tokens live, 1 to 86400 seconds. */
        @WithDefault("900")
        int lifetimeSeconds();

        /** The same for single scopes. */
        Map<String, Integer> lifetimeSecondsByScope();

        /** Most token requests that are worked on at one time; more get 503. */
        @WithDefault("64")
        int maxConcurrent();
    }
}
