// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.rotation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long the steps take.
 *
 * @param publishDelay from being known to signing: at least as long as others keep what they read
 * @param retiring from the last signature to leaving, at least; longer while something that was signed is left
 * @param rotateAfter at what age the next one is begun without being asked; null for never
 */
public record RotationPolicy(
        Duration publishDelay, Duration retiring, @Nullable Duration rotateAfter) {

    private static final int PARTS = 3;

    /** @throws IllegalArgumentException for a negative time */
    public RotationPolicy {
        if (publishDelay.isNegative() || retiring.isNegative() || (rotateAfter != null && rotateAfter.isNegative())) {
            throw new IllegalArgumentException("times of a rotation are not negative");
        }
    }

    /** When what began to sign then is due for a successor; {@link Instant#MAX} if only somebody can say so. */
    public Instant due(Instant signsFrom) {
        return rotateAfter == null ? Instant.MAX : signsFrom.plus(rotateAfter);
    }

    /** When what ends is due for a successor: after two thirds of its life. */
    public static Instant due(Instant start, Instant end) {
        return end.minus(Duration.between(start, end).dividedBy(PARTS));
    }

    /** Whether it may leave: nothing that it signed is left, and the least time has passed since it signed last. */
    public boolean mayRetire(LiveSignatures live, Instant supersededAt, Instant now) {
        return live.isNone(now) && !now.isBefore(supersededAt.plus(retiring));
    }
}
