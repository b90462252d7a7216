// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * Identifies an event: base64url of the SHA-256 of the event's signing input, 43 characters. A stream is identified by the
 * id of its genesis. Signing the same content again gives the same id.
 */
public record EventId(String value) implements Comparable<EventId> {

    private static final int LENGTH = 43;

    /** The letters that can stand last: 32 bytes leave two bits of the 43rd letter unused. */
    private static final String LAST = "AEIMQUYcgkosw048";

    /** @throws IllegalArgumentException if the value is not the base64url form of 32 bytes */
    public EventId {
        Objects.requireNonNull(value, "value");
        if (!hasForm(value)) {
            throw new IllegalArgumentException("an event id is the base64url form of 32 bytes");
        }
    }

    /** Whether a text has the form of an id. */
    public static boolean hasForm(String value) {
        if (value.length() != LENGTH || LAST.indexOf(value.charAt(LENGTH - 1)) < 0) {
            return false;
        }
        for (int i = 0; i < LENGTH - 1; i++) {
            if (!isBase64Url(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase64Url(char letter) {
        return (letter >= 'A' && letter <= 'Z')
                || (letter >= 'a' && letter <= 'z')
                || (letter >= '0' && letter <= '9')
                || letter == '-'
                || letter == '_';
    }

    /** The id of an event, from its protected header and payload as they stand in the compact form, joined by a dot. */
    public static EventId ofSigningInput(String signingInput) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(signingInput.getBytes(StandardCharsets.US_ASCII));
            return new EventId(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public int compareTo(EventId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
