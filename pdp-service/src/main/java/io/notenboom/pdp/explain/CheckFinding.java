// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.explain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.CheckName;

/**
 * What one check looked at and found.
 *
 * @param result {@code pass} or {@code fail}; {@code not_evaluated} when there was nothing to look at
 * @param reached whether the decision itself came to this check; the others were made for the explanation only
 * @param detail reason code of a refusal, or why the check was not made
 * @param inputs what it looked at
 */
public record CheckFinding(CheckName check, Result result, boolean reached, String detail, ObjectNode inputs) {

    /** The outcome of a check in an explanation. */
    public enum Result {
        PASS("pass"),
        FAIL("fail"),
        NOT_EVALUATED("not_evaluated");

        private final String wireName;

        Result(String wireName) {
            this.wireName = wireName;
        }

        /** The name in the API. */
        public String wireName() {
            return wireName;
        }
    }
}
