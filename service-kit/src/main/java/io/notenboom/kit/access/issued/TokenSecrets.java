// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import io.notenboom.trust.secret.Secret;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/** Makes tokens and their ids. Tokens have a prefix of their own, so that scanners of leaked secrets recognise them. */
final class TokenSecrets {

    static final String PREFIX = "nbt_";
    static final String BOOTSTRAP_PREFIX = "nbb_";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;
    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int LETTERS_OF_ID = 10;

    private TokenSecrets() {}

    /** A new API token: 256 random bits. */
    static Secret apiToken() {
        return Secret.of(PREFIX + random());
    }

    /** A new bootstrap token: 256 random bits. */
    static Secret bootstrapToken() {
        return Secret.of(BOOTSTRAP_PREFIX + random());
    }

    /** A new id; ids sort by the second in which they were made. */
    static String id(Instant now) {
        StringBuilder id = new StringBuilder(String.format("t%010x-", now.getEpochSecond()));
        for (int i = 0; i < LETTERS_OF_ID; i++) {
            id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    private static String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
