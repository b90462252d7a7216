// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.kit.problem.ProblemKind;

/** The problems that this service answers with. Those of a rule have the rule's name as slug. */
public final class Problems {

    private Problems() {}

    /** A problem of this service. */
    public static ProblemException of(int status, String slug, String title, String whatToDo) {
        return new ProblemException(new ProblemKind(slug, status, title), whatToDo);
    }

    /** 400: the input has another form. */
    public static ProblemException invalid(String whatToDo) {
        return new ProblemException(EdgeProblem.INVALID_REQUEST, whatToDo);
    }

    /** 404. */
    public static ProblemException notFound(String whatToDo) {
        return new ProblemException(EdgeProblem.NOT_FOUND, whatToDo);
    }
}
