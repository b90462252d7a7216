// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.revocation;

import io.notenboom.trust.x509.RevocationPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Signed denylists that a node follows; none unless there is a source. */
@ConfigMapping(prefix = "notenboom.denylist")
public interface DenylistConfig {

    /** Where lists come from, by a name of small letters and digits. A certificate on any of them is denied. */
    Map<String, Source> sources();

    /** How often a list is asked for; at least 30 seconds. */
    @WithDefault("5m")
    Duration every();

    /** A list that could not be confirmed for longer is too old. */
    @WithDefault("24h")
    Duration maxAge();

    /** What is done when a list is too old, or was never there. */
    WhenTooOld whenTooOld();

    /** One list. */
    interface Source {
        /** Where it is fetched; https but in development mode. */
        Optional<URI> url();

        /** The file that it is read from instead. */
        Optional<Path> file();

        /** JWK Set or PEM with the Ed25519 keys of its signer. */
        Path keysFile();
    }

    /** By what the certificate is shown for: {@code soft-fail} goes on with the last known list, {@code hard-fail} refuses. */
    interface WhenTooOld {
        /** Nodes. */
        @WithDefault("soft-fail")
        RevocationPolicy peers();

        /** Clients of the public listener. */
        @WithDefault("soft-fail")
        RevocationPolicy clients();

        /** Chains behind did:x509. */
        @WithDefault("hard-fail")
        RevocationPolicy credentials();
    }
}
