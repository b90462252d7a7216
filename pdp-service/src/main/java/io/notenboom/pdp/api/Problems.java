// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import io.notenboom.kit.problem.ProblemException;

/** Short forms of the problems that many operations answer with. */
public final class Problems {

    private Problems() {}

    /** As the name says; the detail tells what to do. */
    public static ProblemException badRequest(String detail) {
        return new ProblemException(PdpProblem.INVALID_REQUEST, detail);
    }

    /** As the name says; the detail tells what to do. */
    public static ProblemException notFound(String detail) {
        return new ProblemException(PdpProblem.NOT_FOUND, detail);
    }

    /** As the name says; the detail tells what to do. */
    public static ProblemException conflict(String detail) {
        return new ProblemException(PdpProblem.CONFLICT, detail);
    }

    /** As the name says; the detail tells what to do. */
    public static ProblemException unavailable(String detail) {
        return new ProblemException(PdpProblem.UNAVAILABLE, detail);
    }

    /** As the name says; the detail tells what to do. */
    public static ProblemException of(PdpProblem type, String detail) {
        return new ProblemException(type, detail);
    }
}
