// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.trust.did.Did;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who got a token.
 *
 * @param holder the DID that signed the presentation and is the subject of its credentials
 * @param clientId the client's URL if it belongs to the host of the holder, else the DID that authenticated as client: the holder, or
 *     the service provider that works for it
 * @param keyThumbprint RFC 7638 thumbprint of the key that the token is bound to; null if to none
 * @param certificateThumbprint {@code x5t#S256} of the client certificate that the token is bound to (RFC 8705); null if to none
 */
public record Client(
        Did holder,
        String clientId,
        @Nullable String keyThumbprint,
        @Nullable String certificateThumbprint) {

    /** Checks that no part is missing. */
    public Client {
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(clientId, "clientId");
    }

    /** A client whose token is bound to no certificate. */
    public Client(Did holder, String clientId, @Nullable String keyThumbprint) {
        this(holder, clientId, keyThumbprint, null);
    }

    /** Every DID that signed for it: the holder, and the client if that is another DID. */
    public Set<Did> parties() {
        return Did.tryParse(clientId)
                .map(client -> Set.copyOf(List.of(holder, client)))
                .orElseGet(() -> Set.of(holder));
    }
}
