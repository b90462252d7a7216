// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.Flow;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One sequence: requests with events in between, about one flow. */
final class SequenceRun {

    private final DecisionCases cases;
    private final Case about;
    private Flow flow;
    private boolean down;
    private boolean tokenRevoked;

    SequenceRun(DecisionCases cases, Case about) {
        this.cases = cases;
        this.about = about;
        this.flow = cases.flow(about.json().path("flow").asText());
    }

    CaseResult run() {
        int number = 0;
        for (JsonNode step : about.json().path("steps")) {
            number++;
            Optional<CaseResult> failed = step.has("event") ? happened(step) : asked(step, number);
            if (failed.isPresent()) {
                return failed.get();
            }
        }
        return CaseResult.passed(about);
    }

    private Optional<CaseResult> happened(JsonNode step) {
        switch (step.path("event").asText()) {
            case "backend_2xx", "task_status" ->
                flow = flow.withTask(
                        FlowsOfFile.state(step.path("status").asText()),
                        flow.task().remainderHash());
            case "backend_error" -> {}
            case "flow_revoked" -> flow = flow.revoke();
            case "token_revoked" -> tokenRevoked = true;
            case "flow_store_down" -> down = true;
            case "flow_store_up" -> down = false;
            default -> throw new CaseFormatException("unknown event " + step.path("event"));
        }
        return Optional.empty();
    }

    private Optional<CaseResult> asked(JsonNode step, int number) {
        FlowsOutcome known = down ? new FlowsOutcome.Unavailable() : new FlowsOutcome.Known(List.of(flow));
        Decision decision =
                cases.decideStep(about.json(), step, known, tokenRevoked ? new TokenOutcome.Inactive() : null);
        String expected = step.path("expect").asText();
        Set<String> reasons = Case.reasons(step);
        boolean same = DecisionComparison.effect(decision).equals(expected)
                && (reasons.isEmpty() || reasons.contains(DecisionComparison.reason(decision)));
        return same
                ? Optional.empty()
                : Optional.of(CaseResult.failed(
                        about,
                        "step " + number + ": " + (expected + " " + Case.joined(reasons)).strip(),
                        "step " + number + ": " + DecisionComparison.effect(decision) + " "
                                + DecisionComparison.reason(decision),
                        DecisionComparison.decidingCheck(decision)));
    }
}
