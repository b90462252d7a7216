// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import io.notenboom.registry.issue.IssueOutcome;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/** Turns what became of issuing into an answer: 201 for new events, 200 for what was there, a problem otherwise. */
public final class IssueAnswers {

    private IssueAnswers() {}

    /** The answer; the body is asked for when events are in the log. */
    public static Response of(IssueOutcome outcome, Function<IssueOutcome.Issued, Object> body) {
        return switch (outcome) {
            case IssueOutcome.Issued issued ->
                Response.status(issued.isNew() ? 201 : 200)
                        .entity(body.apply(issued))
                        .build();
            case IssueOutcome.RefusedByRule refused ->
                throw Problems.of(422, refused.rule(), "A rule of the registry refuses this", refused.reason());
            case IssueOutcome.NotReady notReady ->
                throw Problems.of(409, "not-ready", "Something has to be done first", notReady.what());
            case IssueOutcome.Unknown unknown ->
                throw Problems.notFound("this node's vendor has no such " + unknown.what());
            case IssueOutcome.NotTaken notTaken ->
                throw Problems.of(
                        409,
                        notTaken.code(),
                        "The log did not take the event",
                        "look at GET /registry/v1/streams, then ask again");
        };
    }
}
