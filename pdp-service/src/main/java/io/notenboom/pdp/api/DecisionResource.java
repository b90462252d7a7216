// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.pdp.api.decisionlog.ExplainPermission;
import io.notenboom.pdp.api.decisionlog.LogFilter;
import io.notenboom.pdp.log.LogSearch;
import io.notenboom.pdp.pep.Confirmation;
import io.notenboom.pdp.pep.PepCredentials;
import io.notenboom.pdp.question.UnreadableQuestionException;
import io.notenboom.pdp.trial.LoggedDecisions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** {@code /pdp/v1/decisions}: the decision log, and the confirmation of Task updates. */
@Path("/pdp/v1/decisions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DecisionResource {

    private final LoggedDecisions decisions;
    private final LogSearch search;
    private final Confirmation confirmation;
    private final Caller caller;

    /** Over the log. */
    public DecisionResource(LoggedDecisions decisions, LogSearch search, Confirmation confirmation, Caller caller) {
        this.decisions = decisions;
        this.search = search;
        this.confirmation = confirmation;
        this.caller = caller;
    }

    /** One decision with all its checks; with {@code explain=true} also with what they looked at. */
    @GET
    @Path("/{id}")
    @RequiresScope("pdp:read")
    public ObjectNode get(@PathParam("id") String id, @QueryParam("explain") @DefaultValue("false") boolean explain) {
        if (explain) {
            ExplainPermission.require(caller);
        }
        ObjectNode record = decisions
                .find(id)
                .filter(decision -> caller.mayActFor(decision.path("subject").asText("")))
                .orElseThrow(() -> Problems.notFound("No such decision in the log of this process; other processes of"
                        + " the node have logs of their own."));
        ObjectNode answer = shown(record);
        if (explain) {
            try {
                answer.set("explanation", decisions.explain(record).toJson());
            } catch (UnreadableQuestionException unreadable) {
                throw Problems.of(
                        PdpProblem.NOT_EXPLAINABLE,
                        "This decision cannot be made again: " + unreadable.getMessage() + ".");
            }
        }
        return answer;
    }

    /** Decisions, newest first. */
    @GET
    @RequiresScope("pdp:read")
    public ObjectNode list(@BeanParam LogFilter filter) {
        LogSearch.Page page = search.newestFirst(filter.query(), caller::mayActFor, filter.place(), filter.most());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        var list = answer.putArray("decisions");
        page.decisions().forEach(record -> list.add(shown(record)));
        return answer.put("next", page.next().map(String::valueOf).orElse(null));
    }

    /** Without what it was made of, which takes a scope of its own. */
    private static ObjectNode shown(ObjectNode record) {
        ObjectNode answer = record.deepCopy();
        answer.remove("question");
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
