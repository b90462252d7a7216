// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;

/** Makes the exceptions that end a request with a problem answer. */
public final class Problems {

    private Problems() {}

    /** 400; the detail tells what to do. */
    public static ProblemException badRequest(String detail) {
        return new ProblemException(EdgeProblem.INVALID_REQUEST, detail);
    }

    static ProblemException subjectNotFound() {
        return new ProblemException(AuthProblem.SUBJECT_NOT_FOUND, "Create the subject first, or check its name.");
    }
}
