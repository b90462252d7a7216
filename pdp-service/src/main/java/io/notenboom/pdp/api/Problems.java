// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import io.notenboom.kit.problem.ProblemException;

/** Short forms of the problems that many operations answer with. */
final class Problems {

    private Problems() {}

    static ProblemException badRequest(String detail) {
        return new ProblemException(PdpProblem.INVALID_REQUEST, detail);
    }

    static ProblemException notFound(String detail) {
        return new ProblemException(PdpProblem.NOT_FOUND, detail);
    }

    static ProblemException conflict(String detail) {
        return new ProblemException(PdpProblem.CONFLICT, detail);
    }

    static ProblemException unavailable(String detail) {
        return new ProblemException(PdpProblem.UNAVAILABLE, detail);
    }

    static ProblemException of(PdpProblem type, String detail) {
        return new ProblemException(type, detail);
    }
}
