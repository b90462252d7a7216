// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.pdp.api.Problems;
import io.notenboom.pdp.api.RequestJson;
import io.notenboom.pdp.api.decisionlog.ExplainPermission;
import io.notenboom.pdp.api.gateway.ProtocolMeters;
import io.notenboom.pdp.authzen.AccessPolicy;
import io.notenboom.pdp.authzen.AccessPolicy.Answer;
import io.notenboom.pdp.authzen.AccessSearch;
import io.notenboom.pdp.authzen.MalformedQuestionException;
import io.notenboom.pdp.authzen.NamedAccessPolicy;
import io.notenboom.pdp.authzen.NodePolicy;
import io.notenboom.pdp.authzen.QuestionReader;
import io.notenboom.pdp.authzen.Searched;
import io.notenboom.pdp.question.UnreadableQuestionException;
import io.notenboom.pdp.trial.LoggedDecisions;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers AuthZEN requests, whichever base URL they come by. */
@Singleton
public class AuthzenCalls {

    private static final int MAX_EVALUATIONS = 100;
    private static final String PROTOCOL = "authzen";

    private final NodePolicy node;
    private final Map<String, AccessPolicy> named;
    private final LoggedDecisions decisions;
    private final ProtocolMeters meters;
    private final Caller caller;

    /** Over the policies. */
    public AuthzenCalls(
            NodePolicy node,
            Instance<NamedAccessPolicy> named,
            LoggedDecisions decisions,
            ProtocolMeters meters,
            Caller caller) {
        this.node = node;
        this.decisions = decisions;
        this.named = named.stream().collect(Collectors.toUnmodifiableMap(NamedAccessPolicy::tenant, policy -> policy));
        this.meters = meters;
        this.caller = caller;
    }

    ObjectNode evaluation(String tenant, boolean explain, @Nullable String contentType, byte[] body) {
        if (explain) {
            ExplainPermission.require(caller);
        }
        ObjectNode json = read(contentType, body);
        return whole(() -> {
            Answer answer = evaluate(tenant, json);
            ObjectNode shown = shown(answer);
            if (explain && !answer.decisionId().isEmpty()) {
                explain(answer.decisionId(), shown.withObjectProperty("context"));
            }
            return shown;
        });
    }

    /** From the log, where every decision is with all that it was made of. */
    private void explain(String id, ObjectNode context) {
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

    ObjectNode evaluations(String tenant, @Nullable String contentType, byte[] body) {
        ObjectNode json = read(contentType, body);
        JsonNode questions = json.path("evaluations");
        if (questions.isMissingNode() || (questions.isArray() && questions.isEmpty())) {
            return whole(() -> shown(evaluate(tenant, json)));
        }
        if (!questions.isArray() || questions.size() > MAX_EVALUATIONS) {
            throw Problems.badRequest("Send evaluations as an array of at most " + MAX_EVALUATIONS + ".");
        }
        Semantic semantic = Semantic.of(json.path("options"));
        json.remove("evaluations");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode answers = answer.putArray("evaluations");
        for (JsonNode question : questions) {
            ObjectNode given = one(tenant, json, question);
            answers.add(given);
            if (semantic.endsWith(given.path("decision").booleanValue())) {
                break;
            }
        }
        return answer;
    }

    ObjectNode search(Searched searched, String tenant, @Nullable String contentType, byte[] body) {
        ObjectNode json = read(contentType, body);
        return whole(() -> {
            AccessSearch.Results results =
                    AccessSearch.search(searched, asked(tenant, json), policy(tenant), caller::mayActFor);
            return shown(searched, json, results);
        });
    }

    /** A request whose form is not that of a question is refused as a whole. */
    private static ObjectNode whole(Supplier<ObjectNode> answer) {
        try {
            return answer.get();
        } catch (MalformedQuestionException malformed) {
            throw Problems.badRequest(String.valueOf(malformed.getMessage()));
        }
    }

    /** An evaluation of several whose form is not that of a question is denied; the others are answered. */
    private ObjectNode one(String tenant, ObjectNode defaults, JsonNode question) {
        if (!question.isObject()) {
            return failed("Give each evaluation as an object.");
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode().setAll(defaults);
        question.properties().forEach(member -> whole.set(member.getKey(), member.getValue()));
        try {
            return shown(evaluate(tenant, whole));
        } catch (MalformedQuestionException malformed) {
            return failed(String.valueOf(malformed.getMessage()));
        }
    }

    private static ObjectNode failed(String message) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("decision", false);
        ObjectNode context = answer.putObject("context").put("reason", "invalid_request");
        context.putObject("error").put("status", 400).put("message", message);
        return answer;
    }

    private Answer evaluate(String tenant, ObjectNode question) {
        long started = System.nanoTime();
        Answer answer = policy(tenant).evaluate(QuestionReader.evaluation(asked(tenant, question)), caller::mayActFor);
        meters.answered(PROTOCOL, answer.decision() ? 200 : 403, started);
        return answer;
    }

    private AccessPolicy policy(String tenant) {
        return named.getOrDefault(tenant, node);
    }

    /** The base URL of an enforcement point says which one is meant; a context cannot name another one then. */
    private static ObjectNode asked(String tenant, ObjectNode json) {
        if (tenant.isEmpty()) {
            return json;
        }
        if (!json.path("context").isObject() && !json.path("context").isMissingNode()) {
            throw new MalformedQuestionException("Give context as an object, or leave it out.");
        }
        ObjectNode asked = json.deepCopy();
        asked.withObjectProperty("context").put("pep", tenant);
        return asked;
    }

    private static ObjectNode read(@Nullable String contentType, byte[] body) {
        if (contentType == null || !RequestJson.isJson(contentType)) {
            throw Problems.badRequest("Send Content-Type: application/json.");
        }
        return RequestJson.read(body);
    }

    private static ObjectNode shown(Answer answer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("decision", answer.decision());
        ObjectNode context = json.putObject("context").put("reason", answer.reason());
        if (!answer.decisionId().isEmpty()) {
            context.put("decision_id", answer.decisionId());
        }
        if (!answer.requestHash().isEmpty()) {
            context.put("request_hash", answer.requestHash());
        }
        if (!answer.obligations().isEmpty()) {
            answer.obligations().forEach(context.putArray("obligations")::add);
        }
        return json;
    }

    private static ObjectNode shown(Searched searched, ObjectNode request, AccessSearch.Results results) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("results");
        for (String found : results.found()) {
            switch (searched) {
                case SUBJECT ->
                    list.addObject()
                            .put("type", request.at("/subject/type").asText())
                            .put("id", found);
                case RESOURCE ->
                    list.addObject()
                            .put("type", request.at("/resource/type").asText())
                            .put("id", found);
                case ACTION -> list.addObject().put("name", found);
            }
        }
        ObjectNode page = json.putObject("page").put("next_token", results.nextToken());
        page.put("count", results.found().size());
        results.total().ifPresent(total -> page.put("total", total));
        return json;
    }

    /** When answering several evaluations ends (Authorization API 1.0, section 7.1.2). */
    private enum Semantic {
        EXECUTE_ALL,
        DENY_ON_FIRST_DENY,
        PERMIT_ON_FIRST_PERMIT;

        private static Semantic of(JsonNode options) {
            JsonNode name = options.path("evaluations_semantic");
            if (name.isMissingNode() || name.isNull()) {
                return EXECUTE_ALL;
            }
            for (Semantic semantic : values()) {
                if (semantic.name().toLowerCase(Locale.ROOT).equals(name.textValue())) {
                    return semantic;
                }
            }
            throw Problems.badRequest(
                    "options.evaluations_semantic is execute_all, deny_on_first_deny or" + " permit_on_first_permit.");
        }

        private boolean endsWith(boolean decision) {
            return switch (this) {
                case EXECUTE_ALL -> false;
                case DENY_ON_FIRST_DENY -> !decision;
                case PERMIT_ON_FIRST_PERMIT -> decision;
            };
        }
    }
}
