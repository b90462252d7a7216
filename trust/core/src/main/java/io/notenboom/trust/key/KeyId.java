// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.key;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.regex.Pattern;

/** Name of a private key at its custodian; says nothing about the key's owner. 3 to 64 characters of {@code [a-z0-9-]}. */
public record KeyId(String value) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int RANDOM_LETTERS = 20;
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{2,63}");

    /** @throws IllegalArgumentException if the value has another form */
    public KeyId {
        Objects.requireNonNull(value, "value");
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a key id is 3 to 64 characters of [a-z0-9-], starting with a letter or digit");
        }
    }

    /** A new id of 100 random bits, for a key that is being made. */
    public static KeyId random() {
        StringBuilder id = new StringBuilder("k");
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return new KeyId(id.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
