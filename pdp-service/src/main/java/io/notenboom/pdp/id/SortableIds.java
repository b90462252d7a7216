// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.id;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes ids that sort by time: a prefix, 10 characters of milliseconds and 16 of randomness in Crockford's base 32. They cannot
 * be guessed. Safe for many threads.
 */
public final class SortableIds {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int TIME_LENGTH = 10;
    private static final int RANDOM_LENGTH = 16;
    private static final int AT_ONCE = 256;

    private final InstantSource clock;
    private final SecureRandom random;

    /** For many ids at once: the system is asked for randomness seldom. */
    private final byte[] drawn = new byte[AT_ONCE * RANDOM_LENGTH];

    private int used = drawn.length;

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
        appendRandom(id);
        return id.toString();
    }

    private synchronized void appendRandom(StringBuilder id) {
        if (used == drawn.length) {
            random.nextBytes(drawn);
            used = 0;
        }
        for (int end = used + RANDOM_LENGTH; used < end; used++) {
            id.append(ALPHABET.charAt(drawn[used] & 31));
            drawn[used] = 0;
        }
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
