// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.DecisionEngine;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.EndpointKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests with tokens and flows, and the decision on each; sequences of them with events in between. */
final class DecisionCases {

    private final JsonNode file;
    private final ProfileCatalogue profiles;
    private final FlowsOfFile flows;
    private final Map<String, JsonNode> byId = new HashMap<>();

    DecisionCases(JsonNode file, ProfileCatalogue profiles) {
        this.file = file;
        this.profiles = profiles;
        this.flows = new FlowsOfFile(file);
        file.path("cases").forEach(vector -> byId.put(vector.path("id").asText(), vector));
    }

    List<CaseResult> run() {
        List<CaseResult> results = new ArrayList<>(Case.run(file.path("cases"), this::one));
        results.addAll(Case.run(file.path("sequences"), about -> new SequenceRun(this, about).run()));
        return results;
    }

    private CaseResult one(Case about) {
        JsonNode expected = Case.require(about.json(), "expect", "the case");
        Decision decision = decide(about.json());
        CaseResult result = DecisionComparison.compare(about, expected, decision);
        String same = expected.path("sameAnswerAs").asText("");
        if (same.isEmpty() || result.failure().isPresent()) {
            return result;
        }
        JsonNode other = byId.get(same);
        if (other == null) {
            throw new CaseFormatException("sameAnswerAs names no case: " + same);
        }
        String mine = DecisionComparison.told(decision);
        String theirs = DecisionComparison.told(decide(other));
        return mine.equals(theirs) ? result : CaseResult.failed(about, "told " + theirs, "told " + mine, "answer");
    }

    Decision decide(JsonNode vector) {
        return DecisionEngine.decide(asked(vector));
    }

    /** What a case asks. */
    Question asked(JsonNode vector) {
        List<Flow> known = new ArrayList<>();
        vector.path("flows").forEach(name -> known.add(flows.sent(name.asText())));
        vector.path("incoming").forEach(name -> known.add(flows.received(name.asText())));
        Set<String> down = Case.texts(vector.path("down"));
        return asked(
                vector,
                down.contains("flowStore") ? new FlowsOutcome.Unavailable() : new FlowsOutcome.Known(known),
                down.contains("introspection") ? new TokenOutcome.Unavailable() : null);
    }

    private Question asked(JsonNode vector, FlowsOutcome known, @Nullable TokenOutcome fixed) {
        String name = vector.path("tenant").asText();
        ObjectNode tenant = Case.require(file.path("tenants"), name, "tenants").deepCopy();
        vector.path("tenantOptions").properties().forEach(option -> tenant.set(option.getKey(), option.getValue()));
        Instant now = FlowsOfFile.instant(vector.has("now") ? vector.path("now") : file.path("now"));
        QuestionOfCase question = new QuestionOfCase(name, tenant, vector.path("request"), token(vector.path("token")));
        return question.ask(fixed, known, profile(vector.path("profile").asText()), now);
    }

    /** A step has the members of its sequence, unless it has its own. */
    Decision decideStep(JsonNode sequence, JsonNode step, FlowsOutcome known, @Nullable TokenOutcome token) {
        ObjectNode vector = sequence.deepCopy();
        step.properties().forEach(member -> vector.set(member.getKey(), member.getValue()));
        vector.set("request", request(step.path("request").deepCopy()));
        return DecisionEngine.decide(asked(vector, known, token));
    }

    /** A body that is made of a Task of the file stands in the request then. */
    private ObjectNode request(ObjectNode request) {
        if (request.has("bodyFromTask")) {
            ObjectNode task = Case.require(
                            file.path("tasks"), request.path("bodyFromTask").asText(), "tasks")
                    .deepCopy();
            task.put("status", request.path("newStatus").asText());
            request.put("body", task.toString());
        }
        return request;
    }

    Flow flow(String name) {
        return flows.sent(name);
    }

    /** A token by its name among {@code tokens}, or as it stands in the case. */
    private @Nullable JsonNode token(JsonNode token) {
        if (token.isNull() || token.isMissingNode()) {
            return null;
        }
        return token.isTextual() ? Case.require(file.path("tokens"), token.asText(), "tokens") : token;
    }

    /** A profile of the file: its scopes, with the states and steps of the shipped profile that {@code transitions} names. */
    private UseCaseProfile profile(String name) {
        JsonNode data = file.path("profiles").path(name);
        if (data.isMissingNode()) {
            return profiles.find(name).orElseThrow(() -> new CaseFormatException("profiles has no " + name));
        }
        String steps = data.path("transitions").asText();
        UseCaseProfile shipped = profiles.find("seed/" + steps)
                .orElseThrow(() -> new CaseFormatException("transitions is negotiation or handoff-only, not " + steps));
        return new UseCaseProfile(
                name,
                shipped.version(),
                Map.of(
                        EndpointKind.FHIR, Case.texts(data.path("fhirScopes")),
                        EndpointKind.NOTIFICATION, Case.texts(data.path("notifyScopes")),
                        EndpointKind.TA_NP, Case.texts(data.path("taNpScopes"))),
                shipped.opens(),
                shipped.transitions(),
                shipped.user());
    }
}
