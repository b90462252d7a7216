// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.flow.CompositionGrant;
import io.notenboom.pdp.flow.CompositionKind;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Grants;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.ResourceGrant;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.flow.UserRequirement;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.profile.UseCaseProfile.UserRules;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.CanonicalOutcome;
import io.notenboom.pdp.request.Canonicaliser;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.RequestGrammar;
import io.notenboom.pdp.task.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds whatever the flows are. */
class DecisionPropertyTest {

    private static final List<String> TARGETS = List.of(
            "/fhir/Composition/1",
            "/fhir/Composition/1/$document",
            "/fhir/Composition/2",
            "/fhir/Observation/1",
            "/fhir/Observation/2",
            "/fhir/Task/task-f1",
            "/fhir/Patient/9");

    private static final RequestGrammar GRAMMAR =
            new RequestGrammar(EndpointKind.FHIR, "/fhir", FhirVersion.STU3, BodyMode.FULL);

    private static final UseCaseProfile PROFILE = new UseCaseProfile(
            "seed/handoff-only",
            1,
            Map.of(
                    EndpointKind.FHIR, Set.of("eOverdracht-receiver"),
                    EndpointKind.NOTIFICATION, Set.of("eOverdracht-sender")),
            Map.of(CompositionKind.NURSING_HANDOFF, Set.of(TaskState.IN_PROGRESS)),
            Set.of(),
            new UserRules(false, "employee_identifier", "assurance_level"));

    @Provide
    Arbitrary<String> targets() {
        return Arbitraries.of(TARGETS);
    }

    @Provide
    Arbitrary<Flow> flows() {
        Arbitrary<Set<Interaction>> operations = Arbitraries.of(
                        Interaction.READ, Interaction.DOCUMENT, Interaction.UPDATE)
                .set()
                .ofMaxSize(3);
        Arbitrary<CompositionGrant> compositions = Combinators.combine(
                        Arbitraries.of("Composition/1", "Composition/2"),
                        Arbitraries.of(CompositionKind.class),
                        operations,
                        Arbitraries.of(UserRequirement.class))
                .as(CompositionGrant::new);
        Arbitrary<ResourceGrant> resources = Combinators.combine(
                        Arbitraries.of("Observation/1", "Observation/2"),
                        operations,
                        Arbitraries.of(UserRequirement.class),
                        Arbitraries.of("Composition/1", "Composition/2").set().ofMaxSize(2))
                .as(ResourceGrant::new);
        return Combinators.combine(
                        Arbitraries.of("f1", "f2", "f3"),
                        Arbitraries.of(TaskState.class),
                        compositions.list().ofMaxSize(2),
                        resources.list().ofMaxSize(3))
                .as((id, state, first, second) -> Samples.flow(id, state, new Grants(first, second)));
    }

    @Provide
    Arbitrary<List<Flow>> flowLists() {
        return flows().list().ofMaxSize(5);
    }

    /** Bypass 28: an empty list means nothing, not everything. */
    @Property(tries = 300)
    void emptyGrantOpensNothing(@ForAll("targets") String target, @ForAll TaskState state) {
        Flow empty = Samples.flow("f9", state, Grants.NONE);
        assertThat(decide(target, List.of(empty))).isInstanceOf(Decision.Deny.class);
    }

    @Property(tries = 500)
    void addingAFlowNeverCloses(
            @ForAll("targets") String target, @ForAll("flows") Flow flow, @ForAll("flows") Flow added) {
        if (decide(target, List.of(flow)) instanceof Decision.Permit) {
            assertThat(decide(target, List.of(flow, added))).isInstanceOf(Decision.Permit.class);
            assertThat(decide(target, List.of(added, flow))).isInstanceOf(Decision.Permit.class);
        }
    }

    /** Bypass 29: what no flow opens alone, all of them together do not open either. */
    @Property(tries = 500)
    void flowsNeverMerge(@ForAll("targets") String target, @ForAll("flowLists") List<Flow> flows) {
        List<Flow> closed = new ArrayList<>();
        for (Flow flow : flows) {
            if (decide(target, List.of(flow)) instanceof Decision.Deny) {
                closed.add(flow);
            }
        }
        assertThat(decide(target, closed)).isInstanceOf(Decision.Deny.class);
    }

    @Property(tries = 300)
    void aRevokedFlowOpensNothing(@ForAll("targets") String target, @ForAll("flows") Flow flow) {
        assertThat(decide(target, List.of(flow.revoke()))).isInstanceOf(Decision.Deny.class);
    }

    @Property(tries = 1000)
    void noOtherTargetThanAListedOneIsOpen(@ForAll String target) {
        if (!target.equals("/fhir/Task/task-f1") && !target.startsWith("/fhir/Task/task-f1?")) {
            assertThat(decide(target, List.of(Samples.flow("f1", TaskState.IN_PROGRESS, Grants.NONE))))
                    .isInstanceOf(Decision.Deny.class);
        }
    }

    private static Decision decide(String target, List<Flow> flows) {
        CanonicalOutcome request = Canonicaliser.canonicalise(
                new RawRequest("GET", target, List.of(new RawHeader("Authorization", "Bearer t")), RawBody.none()),
                GRAMMAR);
        AccessToken token = new AccessToken(
                new AccessToken.Origin("https://sender.example/oauth2/a", Set.of()),
                Party.ofDids(Set.of(Samples.RECEIVER)),
                Set.of("eOverdracht-receiver"),
                Samples.NOW.plusSeconds(60),
                null,
                Map.of());
        return DecisionEngine.decide(new Question(
                new PepOutcome.Authenticated(
                        EndpointKind.FHIR, "a", Set.of("https://sender.example/oauth2/a"), Set.of()),
                request,
                new Question.Presented(new TokenOutcome.Active(token), new ProofOutcome.NotPresented()),
                new FlowsOutcome.Known(flows),
                PROFILE,
                Samples.NOW));
    }
}
