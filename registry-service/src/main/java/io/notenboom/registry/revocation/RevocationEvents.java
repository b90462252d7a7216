// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.revocation;

import java.time.Instant;
import java.util.Optional;

/** The revocations in the Foundation's streams. Safe for many threads. */
@FunctionalInterface
public interface RevocationEvents {

    /**
     * When the Foundation revoked a certificate by an event that counts, wherever its cutoff is; empty if it did not.
     *
     * @param thumbprint base64url SHA-256 of the certificate
     */
    Optional<Instant> revokedAt(String thumbprint);
}
