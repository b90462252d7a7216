// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A password of a user of Redis, as Redis keeps it: SHA-256 in hexadecimal. Whoever writes ACL files needs no more than
 * this. It protects passwords of 128 random bits or more; one that somebody made up can be found from it.
 *
 * @param sha256 64 lower-case hexadecimal digits
 */
public record PasswordHash(String sha256) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");
    private static final int MIN_CHARACTERS = 22;

    /** @throws IllegalArgumentException if it has another form */
    public PasswordHash {
        if (!FORM.matcher(sha256).matches()) {
            throw new IllegalArgumentException("a password's hash is SHA-256 in lower-case hexadecimal");
        }
    }

    /**
     * The hash of a random password.
     *
     * @throws IllegalArgumentException if it has fewer than 22 characters, so fewer than 128 bits in base64
     */
    public static PasswordHash of(String password) {
        if (password.length() < MIN_CHARACTERS) {
            throw new IllegalArgumentException(
                    "a password of Redis is random and has " + MIN_CHARACTERS + " characters at least");
        }
        try {
            return new PasswordHash(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Keeps the hash out of logs: it is all that is needed to try passwords at leisure. */
    @Override
    public String toString() {
        return "[password hash]";
    }
}
