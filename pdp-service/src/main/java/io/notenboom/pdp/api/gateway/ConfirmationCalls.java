// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.api.PdpProblem;
import io.notenboom.pdp.api.Problems;
import io.notenboom.pdp.api.RequestJson;
import io.notenboom.pdp.pep.Confirmation;
import io.notenboom.pdp.pep.PepCredentials;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Takes the resource server's answers to permitted Task updates, whichever path they come by. */
@Singleton
public class ConfirmationCalls {

    private final Confirmation confirmation;
    private final PepCallers callers;

    /** Over what was permitted. */
    public ConfirmationCalls(Confirmation confirmation, PepCallers callers) {
        this.confirmation = confirmation;
        this.callers = callers;
    }

    /** Takes the answer to one; a 2xx changes the flow. */
    public ObjectNode confirm(String id, HttpServerRequest request, byte[] body) {
        ObjectNode json = RequestJson.read(body);
        if (!json.path("status").isInt()) {
            throw Problems.badRequest("Give the status of the resource server's answer.");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("decision", id);
        PepCredentials shown = callers.credentials(request);
        return switch (confirmation.confirm(id, shown, json.path("status").intValue())) {
            case Confirmation.Outcome.Changed changed ->
                answer.put("flow", changed.flow()).put("state", changed.state()).put("changed", true);
            case Confirmation.Outcome.Unchanged unchanged -> answer.put("changed", false);
            case Confirmation.Outcome.NothingToConfirm nothing ->
                throw Problems.of(PdpProblem.NOTHING_TO_CONFIRM, "Confirm only decisions with X-Obligation: confirm.");
            case Confirmation.Outcome.Conflict conflict ->
                throw Problems.conflict("The flow is in another state than the decision started from.");
            case Confirmation.Outcome.Unknown unknown ->
                throw Problems.notFound("No such decision of an enforcement point with this key or certificate.");
        };
    }
}
