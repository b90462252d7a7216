// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.trust.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * SHA-256 of an access token, base64url without padding: the only form in which tokens are stored or told to others.
 *
 * @param value 43 characters
 */
public record TokenHash(String value) {

    /** Checks that there is a value. */
    public TokenHash {
        Objects.requireNonNull(value, "value");
    }

    /** The hash of a token. */
    public static TokenHash of(Secret token) {
        return new TokenHash(Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(token.reveal())));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
