// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a presentation says, not verified.
 *
 * @param id {@code jti}, null if none
 * @param holders every DID that it names as issuer, subject or holder; one in a good presentation
 * @param audiences for whom it is made
 * @param nonce null if none
 * @param notBefore {@code nbf}, else {@code iat}; null if neither
 * @param expiresAt {@code exp}, null if none
 * @param credentialsInArray whether the credentials came as an array
 * @param credentials the credentials, in order
 */
public record PresentationContent(
        @Nullable String id,
        Set<Did> holders,
        List<String> audiences,
        @Nullable String nonce,
        @Nullable Instant notBefore,
        @Nullable Instant expiresAt,
        boolean credentialsInArray,
        List<UnverifiedCredential> credentials) {

    /** Copies the collections. */
    public PresentationContent {
        holders = Set.copyOf(holders);
        audiences = List.copyOf(audiences);
        credentials = List.copyOf(credentials);
    }

    /** The holder, if all places that name it agree. */
    public Optional<Did> holder() {
        return holders.size() == 1
                ? Optional.of(Objects.requireNonNull(holders.iterator().next()))
                : Optional.empty();
    }

    /** Tells holder and number of credentials only: the rest may be personal data or a secret. */
    @Override
    public String toString() {
        return "PresentationContent[holders=" + holders + ", credentials=" + credentials.size() + "]";
    }
}
