// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.check.FlowCheck;
import io.notenboom.pdp.decision.check.RequestCheck;
import io.notenboom.pdp.explain.CheckFinding.Result;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.trial.SampleTrials;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an explanation says of each check. */
class ExplainerTest {

    private static final FlowsOutcome FLOWS = new FlowsOutcome.Known(List.of(Samples.handoff("f1")));

    private static CheckFinding finding(Explanation explanation, CheckName check) {
        return explanation.checks().stream()
                .filter(one -> one.check() == check)
                .findFirst()
                .orElseThrow();
    }

    /** Each class of a check is one that the explanation knows: its name is among the findings. */
    @Test
    void noCheckIsMissing() {
        long classes = Stream.of(RequestCheck.class, FlowCheck.class)
                .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                .count();
        assertThat(classes).isEqualTo(CheckName.values().length);
        assertThat(Explainer.explain(SampleTrials.question("GET /fhir/Composition/1", FLOWS))
                        .checks())
                .hasSize(CheckName.values().length)
                .allSatisfy(finding -> assertThat(finding.inputs()).isNotEmpty());
    }

    @Test
    void checksAfterTheFirstRefusalAreMadeAsFarAsTheyCanBe() {
        Explanation explanation = Explainer.explain(SampleTrials.question("GET /fhir/Patient/2", FLOWS));
        CheckFinding resource = finding(explanation, CheckName.RESOURCE_IN_FLOW);
        assertThat(resource.result()).isEqualTo(Result.FAIL);
        assertThat(resource.reached()).isTrue();
        CheckFinding scope = finding(explanation, CheckName.SCOPE_ALLOWED);
        assertThat(scope.result()).isEqualTo(Result.PASS);
        assertThat(scope.reached()).isFalse();
        CheckFinding state = finding(explanation, CheckName.STATE_ALLOWS);
        assertThat(state.result()).isEqualTo(Result.NOT_EVALUATED);
        assertThat(state.detail()).isEqualTo("resource_in_flow does not hold");
        assertThat(finding(explanation, CheckName.TRANSITION_ALLOWED).detail())
                .isEqualTo("the request is no update of a Task");
    }

    @Test
    void aRequestThatIsNotCanonicalLeavesNothingToLookAt() {
        Explanation explanation = Explainer.explain(SampleTrials.question("GET /fhir/%2e/Patient", FLOWS));
        assertThat(finding(explanation, CheckName.CANONICAL_REQUEST).result()).isEqualTo(Result.FAIL);
        assertThat(finding(explanation, CheckName.RESOURCE_IN_FLOW).result()).isEqualTo(Result.NOT_EVALUATED);
    }

    @Test
    void inputsAreShownAndCitizenServiceNumbersAreNot() {
        JsonNode json = Explainer.explain(SampleTrials.question("GET /fhir/Patient/999990019", FLOWS))
                .toJson();
        assertThat(json.toString()).doesNotContain("999990019").contains("Patient/*********");
        JsonNode client = json.path("checks").get(CheckName.CLIENT_IS_RECEIVER.ordinal());
        assertThat(client.path("inputs").path("receiver").path("dids").get(0).asText())
                .isEqualTo(Samples.RECEIVER);
        assertThat(client.path("inputs").path("flow").asText()).isEqualTo("f1");
    }
}
