// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.CheckReport;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.flow.Flow;

/**
 * What a decision comes to.
 *
 * @param effect {@code permit} or {@code deny}
 * @param reason the ground of a permit, the reason of a denial
 * @param flow the flow that carries it or came furthest; empty for none
 * @param scope the scope that opened this side; empty for a denial
 */
public record Outcome(String effect, String reason, String flow, String scope) {

    /** Of a decision. */
    public static Outcome of(Decision decision) {
        return switch (decision) {
            case Decision.Permit permit ->
                new Outcome(
                        "permit",
                        permit.basis().wireName(),
                        permit.flow().map(Flow::id).orElse(""),
                        permit.scope());
            case Decision.Deny deny ->
                new Outcome(
                        "deny",
                        deny.reason().code(),
                        deny.nearestFlow() == null ? "" : deny.nearestFlow().id(),
                        "");
        };
    }

    /** Of a record of the decision log. */
    public static Outcome of(JsonNode record) {
        return new Outcome(
                record.path("effect").asText(""),
                record.path("reason").asText(""),
                record.path("flow").asText(""),
                record.path("scope").asText(""));
    }

    /** Name of the first check that failed; empty for none. */
    public static String failedCheck(Decision decision) {
        return decision.checks().stream()
                .filter(report -> report.result() == CheckReport.Result.FAIL)
                .findFirst()
                .map(report -> report.check().wireName())
                .orElse("");
    }

    /** The JSON form. */
    public ObjectNode toJson() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("effect", effect).put("reason", reason);
        if (!flow.isEmpty()) {
            json.put("flow", flow);
        }
        return scope.isEmpty() ? json : json.put("scope", scope);
    }

    /** For people to read. */
    public String inWords() {
        return effect + " (" + reason + (flow.isEmpty() ? "" : ", flow " + flow) + ")";
    }
}
