// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import io.notenboom.trust.jose.Jwk;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Gets the public keys of a client from its address. Bounded in time and size; safe for many threads. */
@FunctionalInterface
public interface JwksFetcher {

    /** The keys that can verify signatures here; empty if they cannot be had. */
    Optional<List<Jwk>> fetch(URI url);
}
