// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import java.security.SecureRandom;
import java.time.InstantSource;

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
        for (int count = 0; count < RANDOM_LENGTH; count++) {
            id.append(ALPHABET.charAt(random.nextInt(32)));
        }
        return id.toString();
    }
}
