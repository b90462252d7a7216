// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.pdp.api.decisionlog.ExplainPermission;
import io.notenboom.pdp.pep.SuppliedEvaluation;
import io.notenboom.pdp.pep.SuppliedEvaluation.Answer;
import io.notenboom.pdp.question.UnreadableQuestionException;
import io.notenboom.pdp.trial.LoggedDecisions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** {@code /access/v1}: AuthZEN 1.0 access evaluation, with nuts-node's {@code request_scope} question. */
@Path("/access/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EvaluationResource {

    private static final int MAX_EVALUATIONS = 100;

    private final SuppliedEvaluation evaluation;
    private final LoggedDecisions decisions;
    private final Caller caller;

    /** Over the decision. */
    public EvaluationResource(SuppliedEvaluation evaluation, LoggedDecisions decisions, Caller caller) {
        this.evaluation = evaluation;
        this.decisions = decisions;
        this.caller = caller;
    }

    /** One question. */
    @POST
    @Path("/evaluation")
    @RequiresScope("pdp:decide")
    public ObjectNode evaluation(byte[] body, @QueryParam("explain") @DefaultValue("false") boolean explain) {
        if (explain) {
            ExplainPermission.require(caller);
        }
        Answer answer = evaluate(RequestJson.read(body));
        ObjectNode json = shown(answer);
        if (explain && !answer.decisionId().isEmpty()) {
            explain(answer.decisionId(), json);
        }
        return json;
    }

    /** From the log, where every decision is with all that it was made of. */
    private void explain(String id, ObjectNode answer) {
        ObjectNode context = answer.withObject("/context");
        Optional<ObjectNode> record = decisions.find(id);
        if (record.isEmpty()) {
            context.put("not_explained", "it is not in the log");
            return;
        }
        try {
            context.set("explanation", decisions.explain(record.get()).toJson());
        } catch (UnreadableQuestionException unreadable) {
            context.put("not_explained", unreadable.getMessage());
        }
    }

    /** Up to 100 questions; what a question leaves out is taken from the top. As many answers as questions. */
    @POST
    @Path("/evaluations")
    @RequiresScope("pdp:decide")
    public ObjectNode evaluations(byte[] body) {
        ObjectNode json = RequestJson.read(body);
        JsonNode questions = json.path("evaluations");
        if (!questions.isArray() || questions.isEmpty()) {
            return shown(evaluate(json));
        }
        if (questions.size() > MAX_EVALUATIONS) {
            throw Problems.badRequest("Send at most " + MAX_EVALUATIONS + " evaluations.");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode answers = answer.putArray("evaluations");
        json.remove("evaluations");
        for (JsonNode question : questions) {
            ObjectNode whole = JsonNodeFactory.instance.objectNode().setAll(json);
            question.properties().forEach(member -> whole.set(member.getKey(), member.getValue()));
            answers.add(shown(evaluate(whole)));
        }
        return answer;
    }

    private Answer evaluate(ObjectNode question) {
        for (String member : new String[] {"subject", "action", "resource"}) {
            if (!question.path(member).isObject()) {
                throw Problems.badRequest("Give " + member + " as an object.");
            }
        }
        return evaluation.evaluate(question, caller::mayActFor);
    }

    private static ObjectNode shown(Answer answer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("decision", answer.decision());
        ObjectNode context = json.putObject("context").put("reason", answer.reason());
        if (!answer.decisionId().isEmpty()) {
            context.put("decision_id", answer.decisionId());
        }
        return json;
    }
}
