// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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

    /** Keys of own DIDs. */
    Keys keys();

    /** Keys of own DIDs. */
    interface Keys {

        /** How long a new key is published before it signs. */
        @WithDefault("360")
        @Min(0)
        @Max(86400)
        int publishAheadSeconds();

        /** How long a presentation counts that has no end of its own; its key stays published for that long. */
        @WithDefault("365")
        @Min(1)
        @Max(3650)
        int retirementDays();

        /** How long a key stays published after its last signature at least, also when nothing of it is left. */
        @WithDefault("86400")
        @Min(0)
        @Max(31536000)
        int retiringSeconds();

        /** At what age a key gets a successor by itself; 0 for never. */
        @WithDefault("180")
        @Min(0)
        @Max(3650)
        int rotateAfterDays();
    }

    /** Status lists of others. */
    Status status();

    /** Status lists of others. */
    interface Status {

        /** After how many seconds a list is fetched again: how long a revocation may take to count here. */
        @WithDefault("60")
        int refreshSeconds();

        /** How many seconds longer a list counts while it cannot be fetched; 0: its credentials are refused at once. */
        @WithDefault("0")
        int staleSeconds();
    }

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

        /** Most token requests that are worked on at one time; others wait. */
        @WithDefault("64")
        @Min(1)
        int maxConcurrent();

        /** How long a token request may wait before it is worked on; who would wait longer gets 503 at once. */
        @WithDefault("1500")
        @Min(0)
        @Max(4000)
        int maxWaitMillis();
    }
}
