// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import io.notenboom.trust.rotation.RotationPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long keys take.
 *
 * @param publishAhead from being in the document to signing: as long as others may keep an older document, and a margin
 * @param retirement from the last signature to leaving the document, at least; longer while anything that was signed is left
 * @param rotateAfter at what age a key gets a successor by itself; null for never
 */
public record KeyTimes(
        Duration publishAhead,
        Duration retirement,
        @Nullable Duration rotateAfter) {

    /** 6 minutes (documents may be kept for 5), a day, and half a year. */
    public static final KeyTimes STANDARD =
            new KeyTimes(Duration.ofMinutes(6), Duration.ofDays(1), Duration.ofDays(180));

    /** @throws IllegalArgumentException for a negative time, or a successor that is due before its key signs */
    public KeyTimes {
        if (publishAhead.isNegative()
                || retirement.isNegative()
                || (rotateAfter != null && rotateAfter.compareTo(publishAhead) <= 0)) {
            throw new IllegalArgumentException(
                    "times of keys are not negative, and rotate-after is longer than publish-ahead");
        }
    }

    /** The same as a rotation knows it. */
    public RotationPolicy policy() {
        return new RotationPolicy(publishAhead, retirement, rotateAfter);
    }
}
