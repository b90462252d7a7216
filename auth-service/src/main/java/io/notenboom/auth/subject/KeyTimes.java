// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import java.time.Duration;

/**
 * How long keys take.
 *
 * @param publishAhead from being in the document to signing: as long as others may keep an older document, and a margin
 * @param retirement from the last signature to leaving the document: as long as anything that was signed may have to be verified
 */
public record KeyTimes(Duration publishAhead, Duration retirement) {

    /** 6 minutes (documents may be kept for 5) and 365 days. */
    public static final KeyTimes STANDARD = new KeyTimes(Duration.ofMinutes(6), Duration.ofDays(365));

    /** @throws IllegalArgumentException for a negative time */
    public KeyTimes {
        if (publishAhead.isNegative() || retirement.isNegative()) {
            throw new IllegalArgumentException("times of keys are not negative");
        }
    }
}
