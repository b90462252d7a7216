// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jsonld;

import java.time.Duration;

/**
 * How much work one document may make.
 *
 * @param maxStatements most RDF statements, counted as values in the expanded form
 * @param maxSteps most steps in which canonicalisation tells nodes without a name apart that look alike; documents in which
 *     each has something of its own need none, and those that were made to poison need very many
 * @param maxTime longest time for each of expansion and canonicalisation
 */
public record LinkedDataLimits(int maxStatements, int maxSteps, Duration maxTime) {

    /** For documents of strangers: 1,000 statements, 2,000 steps, a second. */
    public static final LinkedDataLimits DEFAULT = new LinkedDataLimits(1_000, 2_000, Duration.ofSeconds(1));

    /** @throws IllegalArgumentException if one is not positive */
    public LinkedDataLimits {
        if (maxStatements < 1 || maxSteps < 1 || maxTime.isNegative() || maxTime.isZero()) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
