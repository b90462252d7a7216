// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an enforcement point shows that it is the registered one; fixed at registration. */
public sealed interface PepAuthentication {

    /**
     * By a key in {@code X-PEP-Key}.
     *
     * @param sha256 SHA-256 of the key, hex in lower case
     * @param replaced the key before, while it still counts
     */
    record Key(String sha256, @Nullable Former replaced) implements PepAuthentication {

        /** The key before, if one was replaced. */
        public Optional<Former> former() {
            return Optional.ofNullable(replaced);
        }
    }

    /**
     * A key that was replaced.
     *
     * @param until the first moment at which it no longer counts
     */
    record Former(String sha256, Instant until) {}

    /**
     * By a client certificate in the TLS handshake (RFC 8705, section 2.2).
     *
     * @param thumbprints {@code x5t#S256} of the certificates that count; several while one replaces another
     */
    record Certificates(Set<String> thumbprints) implements PepAuthentication {

        public Certificates {
            thumbprints = Set.copyOf(thumbprints);
        }
    }
}
