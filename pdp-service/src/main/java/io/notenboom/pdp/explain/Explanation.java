// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.Decision;
import java.util.List;

/**
 * A decision with all its checks.
 *
 * @param decision what the engine decided
 * @param checks every check in the order of the decision, for the flow that permits or came furthest
 * @param flows what each flow of this client says, at most {@value #MAX_FLOWS}
 */
public record Explanation(Decision decision, List<CheckFinding> checks, List<FlowFinding> flows) {

    /** Most flows that are listed. */
    public static final int MAX_FLOWS = 20;

    public Explanation {
        checks = List.copyOf(checks);
        flows = List.copyOf(flows);
    }

    /**
     * What one flow says.
     *
     * @param refusal code of the first check that fails; empty when the flow carries the request
     * @param failed name of that check
     */
    public record FlowFinding(String flow, long version, String failed, String refusal) {}

    /** The JSON form. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("checks");
        for (CheckFinding finding : checks) {
            ObjectNode entry = list.addObject().put("name", finding.check().wireName());
            entry.put("result", finding.result().wireName()).put("reached", finding.reached());
            if (!finding.detail().isEmpty()) {
                entry.put("detail", finding.detail());
            }
            entry.set("inputs", finding.inputs());
        }
        ArrayNode considered = json.putArray("flows");
        for (FlowFinding flow : flows) {
            ObjectNode entry = considered.addObject().put("flow", flow.flow()).put("version", flow.version());
            entry.put("carries", flow.refusal().isEmpty());
            if (!flow.refusal().isEmpty()) {
                entry.put("failed", flow.failed()).put("reason", flow.refusal());
            }
        }
        return json;
    }
}
