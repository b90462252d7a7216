// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.pdp.api.decisionlog.ExplainPermission;
import io.notenboom.pdp.api.decisionlog.LogFilter;
import io.notenboom.pdp.api.gateway.ConfirmationCalls;
import io.notenboom.pdp.log.LogSearch;
import io.notenboom.pdp.question.UnreadableQuestionException;
import io.notenboom.pdp.trial.LoggedDecisions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** {@code /pdp/v1/decisions}: the decision log, and the confirmation of Task updates. */
@Path("/pdp/v1/decisions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DecisionResource {

    private final LoggedDecisions decisions;
    private final LogSearch search;
    private final ConfirmationCalls confirmations;
    private final Caller caller;

    /** Over the log. */
    public DecisionResource(
            LoggedDecisions decisions, LogSearch search, ConfirmationCalls confirmations, Caller caller) {
        this.decisions = decisions;
        this.search = search;
        this.confirmations = confirmations;
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
    @NoScopeNeeded("the enforcement point shows its own key or certificate")
    public ObjectNode confirm(@PathParam("id") String id, @Context HttpServerRequest request, byte[] body) {
        return confirmations.confirm(id, request, body);
    }
}
