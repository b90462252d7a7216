// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A SHA-256 value: id of an event or stream, or hash of a tree. Base64url without padding, 43 characters, no stray bits.
 *
 * @param value the base64url form
 */
public record Digest(String value) implements Comparable<Digest> {

    /** Length in bytes. */
    public static final int BYTES = 32;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

    /** @throws IllegalArgumentException if the value is not the base64url form of 32 bytes */
    public Digest {
        Objects.requireNonNull(value, "value");
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a digest is the base64url form of 32 bytes");
        }
    }

    /**
     * The digest that consists of these bytes.
     *
     * @throws IllegalArgumentException if they are not 32
     */
    public static Digest of(byte[] digest) {
        return new Digest(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    }

    /** SHA-256 of the parts, one after the other. */
    public static Digest sha256(byte[]... parts) {
        return of(sha256Bytes(parts));
    }

    /** The 32 bytes of the SHA-256 of the parts, one after the other. */
    public static byte[] sha256Bytes(byte[]... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha256.update(part);
            }
            return sha256.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The 32 bytes; a copy. */
    public byte[] bytes() {
        return Base64.getUrlDecoder().decode(value);
    }

    @Override
    public int compareTo(Digest other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
