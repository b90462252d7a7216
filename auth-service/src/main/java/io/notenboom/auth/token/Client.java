// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.trust.did.Did;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who got a token.
 *
 * @param holder the DID that signed the presentation and is the subject of its credentials
 * @param clientId the client's URL if it belongs to the host of the holder, else the holder DID
 * @param keyThumbprint RFC 7638 thumbprint of the key that the token is bound to; null for a bearer token
 */
public record Client(Did holder, String clientId, @Nullable String keyThumbprint) {

    /** Checks that no part is missing. */
    public Client {
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(clientId, "clientId");
    }
}
