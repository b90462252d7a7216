// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.discovery;

import io.notenboom.auth.api.AuthProblem;
import io.notenboom.auth.discovery.DiscoveryServerException.Reason;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import java.time.Duration;

/** Makes the exceptions that end a request with a problem answer. */
final class DiscoveryProblems {

    private static final Duration MOMENT = Duration.ofSeconds(5);

    private DiscoveryProblems() {}

    static ProblemException badRequest(String detail) {
        return new ProblemException(EdgeProblem.INVALID_REQUEST, detail);
    }

    static ProblemException serviceNotFound() {
        return new ProblemException(
                DiscoveryProblem.SERVICE_NOT_FOUND,
                "discovery service not found; check its id, or give its definition");
    }

    static ProblemException subjectNotFound() {
        return new ProblemException(AuthProblem.SUBJECT_NOT_FOUND, "Create the subject first, or check its name.");
    }

    static ProblemException refused(String detail) {
        return new ProblemException(DiscoveryProblem.PRESENTATION_REFUSED, detail);
    }

    static ProblemException loop() {
        return new ProblemException(
                DiscoveryProblem.LOOP,
                "If this node is to be the server, add the service to notenboom.auth.discovery.server-ids.");
    }

    static ProblemException full() {
        return new ProblemException(
                DiscoveryProblem.FULL, "Ask the operator to raise notenboom.auth.discovery.max-entries.");
    }

    static ProblemException busy() {
        return new ProblemException(EdgeProblem.UNAVAILABLE, "Too many at one time; try again in a moment.", MOMENT);
    }

    static ProblemException serverFailed(Reason reason) {
        return switch (reason) {
            case UNKNOWN_SERVICE -> serviceNotFound();
            case REFUSED -> refused(reason.description());
            case NOT_ALLOWED, UNAVAILABLE, INVALID_ANSWER ->
                new ProblemException(DiscoveryProblem.SERVER_FAILED, reason.description());
        };
    }
}
