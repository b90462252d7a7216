// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.rotation;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that would happen.
 *
 * @param at when; {@link Instant#MAX} if nobody knows yet
 * @param key to which key; "next" for one that is still to be made
 * @param state the state it would get
 * @param effect what that means for others
 */
public record RotationStep(Instant at, String key, RotationState state, String effect) {

    /** Checks that no part is missing. */
    public RotationStep {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(effect, "effect");
    }
}
