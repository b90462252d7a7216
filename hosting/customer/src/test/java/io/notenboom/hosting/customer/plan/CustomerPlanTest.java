// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.document.CustomerDocument;
import io.notenboom.hosting.customer.status.Condition;
import io.notenboom.hosting.customer.status.Condition.Status;
import io.notenboom.hosting.customer.status.Phase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomerPlanTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final CustomerSpec spec = CustomerDocument.read("""
            id: c7f3k2
            publicHost: c7f3k2.nuts.example.nl
            peerHost: peer-c7f3k2.nuts.example.nl
            network: test
            version: 1.4.0
            """);
    private final CustomerPlan plan = CustomerPlan.of(spec, NodeStart.JOINING);

    @Test
    void aNodeComesToBeInThisOrder() {
        assertThat(plan.steps())
                .extracting(Step::kind)
                .containsExactly(
                        StepKind.VALIDATE,
                        StepKind.PLACE,
                        StepKind.CUSTODY,
                        StepKind.REDIS,
                        StepKind.KEYS,
                        StepKind.CERTIFICATES,
                        StepKind.NODE,
                        StepKind.REGISTRY_SYNC,
                        StepKind.ROUTES,
                        StepKind.DID,
                        StepKind.BACKUP);
        assertThat(plan.steps()).extracting(Step::describe).allMatch(line -> !line.isBlank());
    }

    @Test
    void theSameSpecificationHasTheSamePlan() {
        assertThat(CustomerPlan.of(CustomerDocument.read(CustomerDocument.write(spec)), NodeStart.JOINING))
                .isEqualTo(plan);
    }

    @Test
    void aPausedNodeServesVerifiersOnlyAndRoutesNarrowFirst() {
        List<Step> steps = CustomerPlan.of(spec.withDesiredState(DesiredState.PAUSED), NodeStart.JOINING)
                .steps();
        assertThat(steps).contains(new Step.Routes(spec.publicHost(), RouteSet.VERIFIERS));
        assertThat(steps.getLast())
                .isEqualTo(new Step.RunNode(NodeStart.JOINING, spec.version(), NodePart.forVerifiers()));
        assertThat(steps).extracting(Step::kind).containsSubsequence(StepKind.ROUTES, StepKind.NODE);
    }

    @Test
    void anArchivedNodeIsBackedUpBeforeItStops() {
        assertThat(CustomerPlan.of(spec.withDesiredState(DesiredState.ARCHIVED), NodeStart.JOINING)
                        .steps())
                .extracting(Step::kind)
                .containsExactly(
                        StepKind.VALIDATE, StepKind.ROUTES, StepKind.BACKUP, StepKind.STOP, StepKind.REVOKE_IDENTITY);
    }

    @Test
    void theEndDestroysKeysBeforeDataAndIsCertifiedLast() {
        CustomerPlan end = CustomerPlan.destruction(spec);
        assertThat(end.goal()).isEqualTo(Phase.DESTROYED);
        assertThat(end.steps())
                .extracting(Step::kind)
                .containsSubsequence(
                        StepKind.STOP,
                        StepKind.REVOKE_IDENTITY,
                        StepKind.DESTROY_KEYS,
                        StepKind.DESTROY_DATA,
                        StepKind.CERTIFY);
    }

    @Test
    void thePhaseFollowsFromTheConditionsOfThisGeneration() {
        assertThat(plan.phase(List.of(), 2)).isEqualTo(Phase.PENDING);
        List<Condition> all = plan.steps().stream()
                .map(step -> condition(step.kind().condition(), Status.TRUE, 2))
                .toList();
        assertThat(plan.phase(all, 2)).isEqualTo(Phase.READY);
        assertThat(plan.phase(all, 3)).isEqualTo(Phase.PROGRESSING);
        assertThat(plan.phase(condition("RedisReady", Status.FALSE, 2).putInto(all), 2))
                .isEqualTo(Phase.DEGRADED);
        assertThat(plan.phase(all.subList(0, 3), 2)).isEqualTo(Phase.PROGRESSING);
    }

    @Test
    void sinceTellsWhenTheStatusChangedLast() {
        List<Condition> first = condition("RedisReady", Status.TRUE, 1).putInto(List.of());
        Condition later = new Condition("RedisReady", Status.TRUE, "Done", "again", NOW.plusSeconds(60), 2);
        assertThat(later.putInto(first)).singleElement().satisfies(condition -> {
            assertThat(condition.since()).isEqualTo(NOW);
            assertThat(condition.generation()).isEqualTo(2);
            assertThat(condition.message()).isEqualTo("again");
        });
        Condition broken = new Condition("RedisReady", Status.FALSE, "Down", "gone", NOW.plusSeconds(90), 2);
        assertThat(broken.putInto(first)).extracting(Condition::since).containsExactly(NOW.plusSeconds(90));
    }

    private static Condition condition(String type, Status status, long generation) {
        return new Condition(type, status, "Done", "", NOW, generation);
    }
}
