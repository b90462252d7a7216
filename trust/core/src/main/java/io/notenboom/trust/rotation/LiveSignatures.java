// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.rotation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a key signed that somebody may still have to verify.
 *
 * @param credentials how many credentials; exact
 * @param credentialsUntil when the last of them ends; {@link Instant#MAX} if one does not end by itself, null if there is none
 * @param others of all other things the end of the last one, by their kind; never too early
 */
public record LiveSignatures(long credentials, @Nullable Instant credentialsUntil, Map<String, Instant> others) {

    /** Nothing. */
    public static final LiveSignatures NONE = new LiveSignatures(0, null, Map.of());

    /** Copies the map. */
    public LiveSignatures {
        others = Map.copyOf(others);
    }

    /** The same without other things that have ended. */
    public LiveSignatures at(Instant time) {
        Map<String, Instant> left = new TreeMap<>(others);
        left.values().removeIf(end -> !end.isAfter(time));
        return new LiveSignatures(credentials, credentialsUntil, left);
    }

    /** Whether nothing is left at a time. */
    public boolean isNone(Instant time) {
        return credentials == 0 && others.values().stream().noneMatch(end -> end.isAfter(time));
    }

    /** When the last one ends; {@link Instant#MAX} if one does not end by itself; empty if there is none. */
    public Optional<Instant> until() {
        return Stream.concat(Stream.ofNullable(credentialsUntil), others.values().stream())
                .max(Instant::compareTo);
    }
}
