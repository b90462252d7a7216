// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.rotation;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of the keys, certificates or secrets that follow each other.
 *
 * @param id its name; never a secret
 * @param state where it is in its life
 * @param since when it began to be accepted, or was made
 * @param signsFrom from when it signs
 * @param until when it is not accepted any more, as far as is known; null if that is not decided
 * @param live what it signed that is left
 */
public record RotatedKey(
        String id,
        RotationState state,
        Instant since,
        Instant signsFrom,
        @Nullable Instant until,
        LiveSignatures live) {

    /** Checks that no part is missing. */
    public RotatedKey {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(signsFrom, "signsFrom");
        Objects.requireNonNull(live, "live");
    }
}
