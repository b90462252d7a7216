// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.decision.AccessToken;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.ProofOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.log.DecisionWitness;
import io.notenboom.pdp.log.InMemoryArchive;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.RequestGrammar;
import io.notenboom.pdp.task.TaskDocument;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be logged is not permitted, and when the disk has room again everything goes on. */
class UnloggedDecisionTest {

    private static final String ISSUER = "https://sender.example/oauth2/a";
    private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOW);

    private static final byte[] TASK = "{\"resourceType\":\"Task\",\"id\":\"task-f1\",\"status\":\"completed\"}"
            .getBytes(StandardCharsets.US_ASCII);

    private final InMemoryArchive archive = new InMemoryArchive();
    private final InMemoryPermittedSteps steps = new InMemoryPermittedSteps();
    private final List<String> witnessed = new ArrayList<>();

    private final DecisionWitness witness = new DecisionWitness() {
        @Override
        public void decided(String id, Question question, Decision decision) {
            witnessed.add(decision.getClass().getSimpleName());
        }

        @Override
        public void notLogged(RuntimeException failure) {
            witnessed.add(String.valueOf(failure.getMessage()));
        }
    };

    private Decision decide() {
        return decide(new RawRequest(
                "GET", "/fhir/Composition/1", List.of(new RawHeader("Authorization", "Bearer t")), RawBody.none()));
    }

    private static Flow handoff() {
        Flow flow = Samples.handoff("f1");
        TaskDocument task = (TaskDocument) TaskDocument.read(TASK);
        return flow.withTask(flow.task().state(), task.remainderHash());
    }

    private static RawRequest completion() {
        return new RawRequest(
                "PUT",
                "/fhir/Task/task-f1",
                List.of(
                        new RawHeader("Authorization", "Bearer t"),
                        new RawHeader("Content-Type", "application/fhir+json")),
                RawBody.of(TASK));
    }

    private Decision decide(RawRequest request) {
        FlowReplica replica = new FlowReplica();
        replica.accept(handoff());
        replica.followedBy(() -> true);
        PepRegistration pep = new PepRegistration(
                "gw",
                new PepAuthentication.Key("0".repeat(64), null),
                new PepInput(Dialect.ORIGINAL, ClaimSource.INTROSPECTION, null),
                new RequestGrammar(EndpointKind.FHIR, "/fhir", FhirVersion.STU3, BodyMode.FULL),
                "https://sender.example",
                new PepRegistration.Standing("a", ISSUER, "seed/handoff-only"));
        AccessToken token = ReceiversToken.of(ISSUER);
        RequestAuthorization authorization = new RequestAuthorization(
                new RequestAuthorization.Sources(
                        (subject, secret) -> new TokenOutcome.Active(token),
                        proof -> new ProofOutcome.Invalid(),
                        (subject, sender, task) -> {},
                        steps,
                        new ScopeSides(new PepRegister(new InMemoryPepStore(), CLOCK), ShippedProfiles.catalogue())),
                replica,
                ShippedProfiles.catalogue(),
                new DecisionJournal(archive, new SortableIds(CLOCK, new SecureRandom()), CLOCK, witness),
                CLOCK);
        return authorization.authorize(pep, request).decision();
    }

    @Test
    void aFullDiskDeniesWithUnavailableUntilThereIsRoom() {
        assertThat(decide()).isInstanceOf(Decision.Permit.class);
        archive.full(true);
        assertThat(decide()).isInstanceOfSatisfying(Decision.Deny.class, deny -> {
            assertThat(deny.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(deny.reason().status()).isEqualTo(503);
        });
        archive.full(false);
        assertThat(decide()).isInstanceOf(Decision.Permit.class);
        assertThat(witnessed).containsExactly("Permit", "the disk is full", "Permit");
        assertThat(archive.records().stream()
                        .filter(record -> record.path("type").asText().equals("decision")))
                .hasSize(2);
    }

    /** Otherwise an enforcement point could confirm a step that it was refused. */
    @Test
    void aTaskUpdateThatCouldNotBeLoggedLeavesNoStepToConfirm() {
        archive.full(true);
        assertThat(decide(completion())).isInstanceOf(Decision.Deny.class);
        assertThat(steps.size()).isZero();
        archive.full(false);
        assertThat(decide(completion())).isInstanceOf(Decision.Permit.class);
        assertThat(steps.size()).isEqualTo(1);
    }
}
