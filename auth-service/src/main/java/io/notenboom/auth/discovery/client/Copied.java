// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import io.notenboom.trust.did.Did;
import java.time.Instant;
import java.util.Objects;

/**
 * An entry of a list, copied from its server.
 *
 * @param timestamp where it stands in the list
 * @param signer who signed it
 * @param id its {@code jti}
 * @param expiresAt until when it is valid
 * @param verified whether it was found to fulfil the rules; until then it is not shown
 * @param text the compact JWT
 */
public record Copied(long timestamp, Did signer, String id, Instant expiresAt, boolean verified, String text) {

    /** Checks that no part is missing. */
    public Copied {
        Objects.requireNonNull(signer, "signer");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(text, "text");
    }

    /** The same, verified. */
    Copied asVerified() {
        return new Copied(timestamp, signer, id, expiresAt, true, text);
    }

    /** Tells id and signer only: the presentation may hold personal data. */
    @Override
    public String toString() {
        return "Copied[timestamp=" + timestamp + ", signer=" + signer + ", id=" + id + "]";
    }
}
