// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How tokens are kept: by their hash. They have 256 random bits, so that a fast hash without salt suffices. */
public final class TokenHash {

    private TokenHash() {}

    /** Lower-case hex SHA-256 of the token's UTF-8 bytes. */
    public static String of(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
