// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.id;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes ids that sort by time: a prefix, 10 characters of milliseconds and 16 of randomness in Crockford's base 32. They cannot
 * be guessed.
 */
public final class SortableIds {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int TIME_LENGTH = 10;
    private static final int RANDOM_LENGTH = 16;

    private final InstantSource clock;
    private final SecureRandom random;

    /** With the time and the randomness to use. */
    public SortableIds(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new id with a prefix. */
    public String next(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        long millis = clock.millis();
        for (int position = TIME_LENGTH - 1; position >= 0; position--) {
            id.append(ALPHABET.charAt((int) ((millis >>> (5 * position)) & 31)));
        }
        byte[] drawn = new byte[RANDOM_LENGTH];
        random.nextBytes(drawn);
        for (byte five : drawn) {
            id.append(ALPHABET.charAt(five & 31));
        }
        return id.toString();
    }

    /** When an id with a prefix was made; empty if it is none. */
    public static Optional<Instant> timeOf(String prefix, String id) {
        if (!id.startsWith(prefix) || id.length() != prefix.length() + TIME_LENGTH + RANDOM_LENGTH) {
            return Optional.empty();
        }
        long millis = 0;
        for (int position = 0; position < TIME_LENGTH; position++) {
            int digit = ALPHABET.indexOf(id.charAt(prefix.length() + position));
            if (digit < 0) {
                return Optional.empty();
            }
            millis = (millis << 5) | digit;
        }
        return Optional.of(Instant.ofEpochMilli(millis));
    }
}
