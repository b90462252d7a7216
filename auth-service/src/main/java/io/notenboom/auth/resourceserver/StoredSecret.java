// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import io.notenboom.trust.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A secret as it is kept. The secret has 256 random bits, so its plain hash cannot be guessed back and needs no salt.
 *
 * @param sha256 SHA-256 in lower-case hex
 * @param endsAt from when on it is refused; null while nothing takes its place
 */
public record StoredSecret(String sha256, @Nullable Instant endsAt) {

    /** Checks that there is a hash. */
    public StoredSecret {
        Objects.requireNonNull(sha256, "sha256");
    }

    /** The kept form of a new secret. */
    static StoredSecret of(Secret secret) {
        return new StoredSecret(hash(secret), null);
    }

    /** The same, ending at a time; an earlier end stays. */
    StoredSecret endingAt(Instant time) {
        return endsAt != null && endsAt.isBefore(time) ? this : new StoredSecret(sha256, time);
    }

    boolean isInForce(Instant now) {
        return endsAt == null || now.isBefore(endsAt);
    }

    /** Whether this is the secret; compared in constant time. */
    boolean matches(Secret presented) {
        return MessageDigest.isEqual(
                sha256.getBytes(StandardCharsets.US_ASCII), hash(presented).getBytes(StandardCharsets.US_ASCII));
    }

    private static String hash(Secret secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(secret.reveal().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "StoredSecret[endsAt=" + endsAt + "]";
    }
}
