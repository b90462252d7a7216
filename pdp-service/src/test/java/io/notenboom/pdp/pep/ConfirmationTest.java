// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.decision.Decision.Step;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.InMemoryFlowStore;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.log.InMemoryArchive;
import io.notenboom.pdp.pep.Confirmation.Outcome;
import io.notenboom.pdp.pep.PermittedSteps.PermittedStep;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RequestGrammar;
import io.notenboom.pdp.task.TaskState;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The answer of the resource server reaches a process that did not give the decision: it shares the store only. */
class ConfirmationTest {

    private static final String THUMBPRINT = "A".repeat(43);

    private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOW);
    private static final Step COMPLETE = new Step(TaskState.IN_PROGRESS, TaskState.COMPLETED, "01");

    private final InMemoryArchive logged = new InMemoryArchive();
    private final InMemoryPermittedSteps steps = new InMemoryPermittedSteps();
    private final FlowReplica replica = new FlowReplica();
    private final InMemoryFlowStore flowStore = new InMemoryFlowStore();
    private final FlowRegister flows = new FlowRegister(flowStore, flow -> {}, replica, (who, act, flow) -> {});
    private final Confirmation confirmation = new Confirmation(peps(), steps, journal(), flows);

    private DecisionJournal journal() {
        return new DecisionJournal(logged, new SortableIds(CLOCK, new SecureRandom()), CLOCK);
    }

    private static PepRegister peps() {
        PepRegistration registration = new PepRegistration(
                "gw",
                PepRegister.keyHash("key"),
                Dialect.ORIGINAL,
                new RequestGrammar(EndpointKind.FHIR, "/fhir", FhirVersion.STU3, BodyMode.FULL),
                "https://sender.example",
                new PepRegistration.Standing("a", "https://sender.example/oauth2/a", "seed/handoff-only"));
        PepRegister register = new PepRegister(new InMemoryPepStore(), () -> Samples.NOW);
        register.put(registration);
        register.put(new PepRegistration(
                "certified",
                new PepAuthentication.Certificates(Set.of(THUMBPRINT)),
                registration.input(),
                registration.grammar(),
                registration.publicBaseUrl(),
                registration.standing()));
        return register;
    }

    @BeforeEach
    void permitted() {
        assertThat(flows.create(Samples.handoff("f1"))).isInstanceOf(FlowRegister.Change.Done.class);
        steps.put(new PermittedStep("d1", "gw", "f1", COMPLETE, false));
    }

    private TaskState state() {
        return replica.find("f1").orElseThrow().task().state();
    }

    @Test
    void aSuccessTakesTheStepOnce() {
        assertThat(confirmation.confirm("d1", PepCredentials.ofKey("key"), 200))
                .isEqualTo(new Outcome.Changed("f1", "completed"));
        assertThat(state()).isEqualTo(TaskState.COMPLETED);
        assertThat(confirmation.confirm("d1", PepCredentials.ofKey("key"), 201))
                .isEqualTo(new Outcome.Changed("f1", "completed"));
        assertThat(flowStore.history("f1")).hasSize(2);
        assertThat(logged.records()).hasSize(1);
        assertThat(logged.records().getFirst().path("taken").asBoolean()).isTrue();
    }

    @Test
    void aFailureChangesNothingAndMayBeFollowedByASuccess() {
        assertThat(confirmation.confirm("d1", PepCredentials.ofKey("key"), 412)).isEqualTo(new Outcome.Unchanged());
        assertThat(state()).isEqualTo(TaskState.IN_PROGRESS);
        assertThat(confirmation.confirm("d1", PepCredentials.ofKey("key"), 200)).isInstanceOf(Outcome.Changed.class);
    }

    @Test
    void onlyTheEnforcementPointThatAskedConfirms() {
        assertThat(confirmation.confirm("d1", PepCredentials.ofKey("wrong"), 200))
                .isEqualTo(new Outcome.Unknown());
        assertThat(confirmation.confirm("d2", PepCredentials.ofKey("key"), 200)).isEqualTo(new Outcome.Unknown());
        assertThat(state()).isEqualTo(TaskState.IN_PROGRESS);
    }

    @Test
    void aCertificateConfirmsWhereItIsHowTheEnforcementPointShowsWhoItIs() {
        steps.put(new PermittedStep("d3", "certified", "f1", COMPLETE, false));
        assertThat(confirmation.confirm("d3", PepCredentials.ofKey("key"), 200)).isEqualTo(new Outcome.Unknown());
        assertThat(confirmation.confirm("d3", new PepCredentials(null, THUMBPRINT), 200))
                .isEqualTo(new Outcome.Changed("f1", "completed"));
        assertThat(confirmation.confirm("d1", new PepCredentials(null, THUMBPRINT), 200))
                .isEqualTo(new Outcome.Unknown());
    }

    @Test
    void aFlowThatWentAnotherWayStaysThere() {
        assertThat(flows.changeState("f1", TaskState.IN_PROGRESS, TaskState.CANCELLED, "02"))
                .isInstanceOf(FlowRegister.Change.Done.class);
        assertThat(confirmation.confirm("d1", PepCredentials.ofKey("key"), 200)).isEqualTo(new Outcome.Conflict());
        assertThat(state()).isEqualTo(TaskState.CANCELLED);
    }
}
