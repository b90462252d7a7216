// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.deletion.Decision;
import io.notenboom.hosting.control.deletion.DeletionRequest;
import io.notenboom.kit.problem.ProblemException;
import java.time.Instant;

/** Answers about requests for destruction. */
final class DeletionAnswers {

    private DeletionAnswers() {}

    static ObjectNode of(Decision decision, Instant now) {
        return switch (decision) {
            case Decision.Taken taken -> taken.request().write(now);
            case Decision.Unknown unused ->
                throw Answers.problem(HostingProblem.NOT_FOUND, "There is no such customer or request.");
            case Decision.NotArchived unused ->
                throw Answers.problem(
                        HostingProblem.NOT_ARCHIVED, "Archive it first, and wait until its phase is archived.");
            case Decision.SamePerson unused ->
                throw Answers.problem(
                        HostingProblem.SAME_PERSON, "Have somebody else approve, with an API token of their own.");
            case Decision.Over over -> throw over(over.request(), now);
        };
    }

    private static ProblemException over(DeletionRequest request, Instant now) {
        return Answers.problem(
                HostingProblem.REQUEST_OVER,
                "This request is " + request.stateAt(now).wireName() + ": ask anew if it is still wanted.");
    }
}
