// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.e2e.client.ReceiverEhr;
import io.notenboom.e2e.client.ReceiverEhr.GatewayAnswer;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.CareOrganisation;
import io.notenboom.e2e.demo.DemoStep;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.node.ServiceKind;

/** The receiver completes the Task: the medical data closes at once, the Task stays readable. */
public final class FinishStep implements DemoStep {

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public String name() {
        return "Finish: complete the Task, data closes";
    }

    @Override
    public boolean run(DemoWorld world, DemoReport report) {
        ReceiverEhr ehr = world.receiverEhr(CareOrganisation.RECEIVER);
        String taskUrl = world.gateway().fhirBase() + "/" + world.transfer().task();
        boolean ok = refuseBadUpdate(world, report, ehr, taskUrl);
        GatewayAnswer completed =
                ehr.call(world.token(), "PUT", taskUrl, withStatus(read(world, ehr, taskUrl), "completed"));
        expect(completed, 200, "PUT Task completed");
        report.fact("PUT " + world.transfer().task(), "200 completed, decision " + completed.decisionId());

        ok &= new Refusal("data after completion", 403, "state_allows")
                .judge(
                        world,
                        report,
                        ehr.call(world.token(), "GET", world.gateway().fhirBase() + "/" + DemoWorld.COMPOSITION, null));
        GatewayAnswer task = ehr.call(world.token(), "GET", taskUrl, null);
        expect(task, 200, "GET Task after completion");
        report.fact("GET " + world.transfer().task(), "200, still readable, decision " + task.decisionId());
        explain(world, report, completed.decisionId());
        return ok;
    }

    private boolean refuseBadUpdate(DemoWorld world, DemoReport report, ReceiverEhr ehr, String taskUrl) {
        String rejected = withStatus(read(world, ehr, taskUrl), "rejected");
        return new Refusal("Task update that the state does not allow", 422, "transition_allowed")
                .judge(world, report, ehr.call(world.token(), "PUT", taskUrl, rejected));
    }

    private static String read(DemoWorld world, ReceiverEhr ehr, String taskUrl) {
        GatewayAnswer task = ehr.call(world.token(), "GET", taskUrl, null);
        expect(task, 200, "GET Task");
        return task.body();
    }

    private String withStatus(String task, String status) {
        try {
            ObjectNode changed = (ObjectNode) json.readTree(task);
            return json.writeValueAsString(changed.put("status", status));
        } catch (JsonProcessingException malformed) {
            throw new StepFailure("the Task is not JSON: " + task);
        }
    }

    private static void expect(GatewayAnswer answer, int status, String what) {
        if (answer.status() != status) {
            throw new StepFailure(what + " answered " + answer.status() + " (decision " + answer.decisionId() + "): "
                    + answer.body());
        }
    }

    private static void explain(DemoWorld world, DemoReport report, String decisionId) {
        JsonNode decision = world.sender().ehr(ServiceKind.PDP).get("/pdp/v1/decisions/" + decisionId);
        StringBuilder checks = new StringBuilder();
        decision.path("checks")
                .forEach(check -> checks.append(check.path("name").asText())
                        .append(' ')
                        .append(check.path("result").asText())
                        .append("; "));
        report.fact("decision log", checks);
    }
}
