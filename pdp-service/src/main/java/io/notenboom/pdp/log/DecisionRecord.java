// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.CheckReport;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.Decision.Step;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.ResourceGrant;
import io.notenboom.pdp.log.DecisionJournal.Circumstances;
import java.time.Instant;
import java.util.Optional;

/**
 * A logged decision in the JSON form of the API. What comes from outside was made fit for a log before it got here.
 *
 * @param id sorts by time
 * @param content the members that {@code GET /pdp/v1/decisions/{id}} answers
 */
public record DecisionRecord(String id, ObjectNode content) {

    static DecisionRecord of(String id, Instant time, Decision decision, Circumstances about) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "decision").put("id", id).put("time", time.toString());
        switch (decision) {
            case Decision.Permit permit -> {
                json.put("effect", "permit")
                        .put("reason", permit.basis().wireName())
                        .put("status", 200);
                json.put("scope", permit.scope());
                permit.flow().ifPresent(flow -> flow(json, flow));
                permit.step().ifPresent(step -> step(json, step));
            }
            case Decision.Deny deny -> {
                json.put("effect", "deny").put("reason", deny.reason().code());
                json.put("status", deny.reason().status());
                if (deny.nearestFlow() != null) {
                    flow(json, deny.nearestFlow());
                }
            }
        }
        var checks = json.putArray("checks");
        for (CheckReport report : decision.checks()) {
            checks.addObject()
                    .put("name", report.check().wireName())
                    .put("result", report.result().wireName())
                    .put("detail", report.detail());
        }
        json.putObject("request").put("method", about.method()).put("target", about.target());
        json.put("pep", about.pep()).put("profile", about.profile().name());
        json.put("profileVersion", about.profile().version());
        if (!about.subject().isEmpty()) {
            json.put("subject", about.subject());
        }
        patient(decision).ifPresent(patient -> json.put("patient", LoggableText.of(patient)));
        if (!about.client().isEmpty()) {
            json.put("client", about.client());
        }
        if (!about.user().isEmpty()) {
            json.put("user", about.user());
        }
        return new DecisionRecord(id, json);
    }

    /** Whose data the flow is about, by the id of the Patient resource on the data holder's server. */
    private static Optional<String> patient(Decision decision) {
        Optional<Flow> flow =
                switch (decision) {
                    case Decision.Permit permit -> permit.flow();
                    case Decision.Deny deny -> Optional.ofNullable(deny.nearestFlow());
                };
        return flow.flatMap(DecisionRecord::patient);
    }

    private static Optional<String> patient(Flow flow) {
        for (ResourceGrant grant : flow.grants().resources()) {
            if (grant.reference().startsWith("Patient/")) {
                return Optional.of(grant.reference());
            }
        }
        return Optional.empty();
    }

    private static void flow(ObjectNode json, Flow flow) {
        json.put("flow", flow.id()).put("flowVersion", flow.version());
    }

    private static void step(ObjectNode json, Step step) {
        json.putObject("step")
                .put("from", step.from().wireName())
                .put("to", step.to().wireName())
                .put("remainderHash", step.remainderHash());
    }

    /** The enforcement point that asked. */
    public String pep() {
        return content.path("pep").asText();
    }
}
