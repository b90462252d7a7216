// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import io.notenboom.kit.problem.ProblemException;
import io.notenboom.pdp.derive.DeriveOutcome;

/** Problems that several operations on transfers have, each with what to do. */
final class TransferProblems {

    private TransferProblems() {}

    static ProblemException unknown() {
        return Problems.notFound("No such transfer.");
    }

    static ProblemException compositionMissing() {
        return Problems.of(PdpProblem.COMPOSITION_MISSING, "The FHIR server has no such Composition.");
    }

    static ProblemException compositionRefused(DeriveOutcome.Bound reason) {
        return Problems.of(PdpProblem.COMPOSITION_REFUSED, "Correct the Composition: " + reason.wireName() + ".");
    }

    /** A part that could not be used, as it is named; the request may be sent again. */
    static ProblemException unavailable(String part) {
        return Problems.unavailable(
                "Send the same request again, it goes on where it stopped: this could not be used: " + part + ".");
    }
}
