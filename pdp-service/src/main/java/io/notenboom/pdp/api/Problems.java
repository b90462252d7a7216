// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import io.notenboom.kit.problem.ProblemException;

/** Short forms of the problems that many operations answer with. */
public final class Problems {

    private Problems() {}

    /** The request cannot be used. */
    public static ProblemException badRequest(String detail) {
        return new ProblemException(PdpProblem.INVALID_REQUEST, detail);
    }

    /** There is no such thing, or it is of a subject that the caller is not for. */
    public static ProblemException notFound(String detail) {
        return new ProblemException(PdpProblem.NOT_FOUND, detail);
    }

    /** Something else came first. */
    public static ProblemException conflict(String detail) {
        return new ProblemException(PdpProblem.CONFLICT, detail);
    }

    /** Something that is needed is away. */
    public static ProblemException unavailable(String detail) {
        return new ProblemException(PdpProblem.UNAVAILABLE, detail);
    }

    /** As the name says; the detail tells what to do. */
    public static ProblemException of(PdpProblem type, String detail) {
        return new ProblemException(type, detail);
    }
}
