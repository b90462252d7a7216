// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.dpop;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A proof that was checked against a request; only {@link DpopVerifier} makes one. Whether it was used before is not known:
 * the caller keeps a replay store with {@link #replayKey()} as key until {@link #acceptableUntil()}.
 */
public final class VerifiedDpopProof {

    private final String thumbprint;
    private final String id;
    private final @Nullable String nonce;
    private final Instant issuedAt;
    private final Instant acceptableUntil;

    VerifiedDpopProof(String thumbprint, String id, @Nullable String nonce, Instant issuedAt, Instant acceptableUntil) {
        this.thumbprint = thumbprint;
        this.id = id;
        this.nonce = nonce;
        this.issuedAt = issuedAt;
        this.acceptableUntil = acceptableUntil;
    }

    /** SHA-256 thumbprint of the key in base64url ({@code jkt}). */
    public String thumbprint() {
        return thumbprint;
    }

    /** The {@code jti}. */
    public String id() {
        return id;
    }

    /** The {@code nonce}, which says nothing unless the caller compares it with one that its server gave; empty if absent. */
    public Optional<String> nonce() {
        return Optional.ofNullable(nonce);
    }

    /** The {@code iat}. */
    public Instant issuedAt() {
        return issuedAt;
    }

    /** From this moment on the proof is refused for its age alone. */
    public Instant acceptableUntil() {
        return acceptableUntil;
    }

    /** Identifies the proof among all keys: thumbprint and id; the id comes from a stranger and may hold any character. */
    public String replayKey() {
        return thumbprint + ":" + id;
    }
}
