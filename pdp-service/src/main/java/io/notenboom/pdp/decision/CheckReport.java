// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import java.util.Locale;

/**
 * What one check found.
 *
 * @param detail for the decision log only; never part of an answer to a client
 */
public record CheckReport(CheckName check, Result result, String detail) {

    /** The outcome of a check. */
    public enum Result {
        /** The check holds. */
        PASS,
        /** The check does not hold. */
        FAIL,
        /** Not made, because an earlier one failed or because it does not apply. */
        SKIP;

        /** The name in the API. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
