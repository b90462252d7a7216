// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.log.DecisionRecord;
import io.notenboom.pdp.pep.Confirmation;
import io.notenboom.pdp.pep.PepCredentials;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /pdp/v1/decisions}: the decision log, and the confirmation of Task updates. */
@Path("/pdp/v1/decisions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DecisionResource {

    private static final int MAX_LIMIT = 1000;

    private final DecisionJournal journal;
    private final Confirmation confirmation;
    private final Caller caller;

    /** Over the journal. */
    public DecisionResource(DecisionJournal journal, Confirmation confirmation, Caller caller) {
        this.journal = journal;
        this.confirmation = confirmation;
        this.caller = caller;
    }

    /** One decision with all its checks. */
    @GET
    @Path("/{id}")
    @RequiresScope("pdp:read")
    public ObjectNode get(@PathParam("id") String id) {
        return journal.find(id)
                .filter(decision -> caller.mayActFor(decision.subject()))
                .map(DecisionRecord::content)
                .orElseThrow(() -> Problems.notFound("No such decision among the latest ones that this process gave;"
                        + " the logs on disk have them all."));
    }

    /** The latest decisions, newest first. */
    @GET
    @RequiresScope("pdp:read")
    public ObjectNode list(
            @QueryParam("flow") @Nullable String flow, @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Problems.badRequest("limit is 1 to " + MAX_LIMIT + ".");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        var list = answer.putArray("decisions");
        journal.latest(Optional.ofNullable(flow), caller::mayActFor, limit)
                .forEach(record -> list.add(record.content()));
        return answer;
    }

    /** Takes the resource server's answer to a permitted Task update; a 2xx changes the flow. */
    @POST
    @Path("/{id}/confirmation")
    @NoScopeNeeded("the enforcement point shows its own key in X-PEP-Key")
    public ObjectNode confirm(
            @PathParam("id") String id, @HeaderParam(PepCredentials.KEY_HEADER) @Nullable String key, byte[] body) {
        ObjectNode json = RequestJson.read(body);
        if (!json.path("status").isInt()) {
            throw Problems.badRequest("Give the status of the resource server's answer.");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("decision", id);
        return switch (confirmation.confirm(
                id, key == null ? "" : key, json.path("status").intValue())) {
            case Confirmation.Outcome.Changed changed ->
                answer.put("flow", changed.flow()).put("state", changed.state()).put("changed", true);
            case Confirmation.Outcome.Unchanged unchanged -> answer.put("changed", false);
            case Confirmation.Outcome.NothingToConfirm nothing ->
                throw Problems.of(PdpProblem.NOTHING_TO_CONFIRM, "Confirm only decisions with X-Obligation: confirm.");
            case Confirmation.Outcome.Conflict conflict ->
                throw Problems.conflict("The flow is in another state than the decision started from.");
            case Confirmation.Outcome.Unknown unknown ->
                throw Problems.notFound("No such decision of an enforcement point with this key.");
        };
    }
}
