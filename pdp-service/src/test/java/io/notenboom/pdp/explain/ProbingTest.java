// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.DecisionEngine;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.flow.CompositionGrant;
import io.notenboom.pdp.flow.CompositionKind;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Grants;
import io.notenboom.pdp.flow.Parties;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.flow.UserRequirement;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.pdp.trial.SampleTrials;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whoever probes learns nothing: a resource that exists in a flow of somebody else, one in no flow, and one that nobody has are
 * answered alike, after the same checks.
 */
class ProbingTest {

    private static final String FOREIGN = "GET /fhir/Composition/of-another";
    private static final String UNKNOWN = "GET /fhir/Composition/of-nobody";

    private static Flow ofAnother() {
        Flow flow = Samples.flow(
                "f2",
                TaskState.IN_PROGRESS,
                new Grants(
                        List.of(new CompositionGrant(
                                "Composition/of-another",
                                CompositionKind.NURSING_HANDOFF,
                                Set.of(Interaction.READ),
                                UserRequirement.NONE)),
                        List.of()));
        return new Flow(
                flow.header(),
                new Parties(
                        flow.parties().sender(),
                        Party.ofDids(Set.of("did:web:another.example")),
                        flow.parties().fhirBase()),
                flow.task(),
                flow.grants(),
                flow.validity(),
                false);
    }

    private static Decision.Deny denied(Question question) {
        Decision decision = DecisionEngine.decide(question);
        assertThat(decision).isInstanceOf(Decision.Deny.class);
        return (Decision.Deny) decision;
    }

    private static void answeredAlike(String client) {
        FlowsOutcome flows = new FlowsOutcome.Known(List.of(Samples.handoff("f1"), ofAnother()));
        Question foreign = SampleTrials.question(FOREIGN, client, flows);
        Question unknown = SampleTrials.question(UNKNOWN, client, flows);
        Decision.Deny one = denied(foreign);
        Decision.Deny other = denied(unknown);

        assertThat(one.reason().publicCode()).isEqualTo(other.reason().publicCode());
        assertThat(one.reason().status()).isEqualTo(other.reason().status());
        // the same checks were made, with the same results, and as many flows were looked at
        assertThat(one.checks()).isEqualTo(other.checks());
        assertThat(one.nearestFlow()).isEqualTo(other.nearestFlow());
        Explanation first = Explainer.explain(foreign);
        Explanation second = Explainer.explain(unknown);
        assertThat(first.flows()).isEqualTo(second.flows());
        assertThat(first.checks())
                .extracting(CheckFinding::check, CheckFinding::result, CheckFinding::reached)
                .isEqualTo(second.checks().stream()
                        .map(finding -> org.assertj.core.groups.Tuple.tuple(
                                finding.check(), finding.result(), finding.reached()))
                        .toList());
    }

    @Test
    void aReceiverOfOtherFlowsLearnsNothing() {
        answeredAlike(Samples.RECEIVER);
    }

    @Test
    void aStrangerLearnsNothing() {
        answeredAlike("did:web:stranger.example");
    }

    /** Who receives something and who receives nothing is told apart in the log only. */
    @Test
    void aStrangerAndAReceiverAreAnsweredAlike() {
        FlowsOutcome flows = new FlowsOutcome.Known(List.of(Samples.handoff("f1"), ofAnother()));
        Decision.Deny receiver = denied(SampleTrials.question(UNKNOWN, flows));
        Decision.Deny stranger = denied(SampleTrials.question(UNKNOWN, "did:web:stranger.example", flows));
        assertThat(receiver.reason()).isNotEqualTo(stranger.reason());
        assertThat(receiver.reason().publicCode()).isEqualTo(stranger.reason().publicCode());
    }
}
