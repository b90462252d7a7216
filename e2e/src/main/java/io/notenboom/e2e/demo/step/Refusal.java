// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.ReceiverEhr.GatewayAnswer;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.e2e.report.RefusalResult;
import io.notenboom.launcher.node.ServiceKind;

/**
 * An attempt that must be refused, judged by the gateway's answer and by the sender's decision log: the status, a decision
 * id, and the check of the PDP that failed must all be the expected ones.
 *
 * @param name what is tried
 * @param status the status that the gateway must answer
 * @param check the check of the PDP that must have failed
 */
record Refusal(String name, int status, String check) {

    /** Judges an answer, tells it, and says whether the attempt was refused as it must be. */
    boolean judge(DemoWorld world, DemoReport report, GatewayAnswer answer) {
        String failed = failedCheck(world, answer.decisionId());
        boolean ok = answer.status() == status && failed.equals(check);
        report.refusal(new RefusalResult(name, answer.status(), answer.decisionId(), failed, ok));
        return ok;
    }

    private static String failedCheck(DemoWorld world, String decisionId) {
        if (decisionId.isEmpty()) {
            return "no decision";
        }
        JsonNode decision;
        try {
            decision = world.sender().ehr(ServiceKind.PDP).get("/pdp/v1/decisions/" + decisionId);
        } catch (StepFailure unknown) {
            return "not in the decision log";
        }
        if (!decision.path("effect").asText().equals("deny")) {
            return "effect " + decision.path("effect").asText();
        }
        for (JsonNode check : decision.path("checks")) {
            if (check.path("result").asText().equals("fail")) {
                return check.path("name").asText();
            }
        }
        return "no failed check";
    }
}
