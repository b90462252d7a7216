// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.ProofOutcome;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.CompositionGrant;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.FlowStore.FlowStoreException;
import io.notenboom.pdp.flow.FlowTask;
import io.notenboom.pdp.flow.Grants;
import io.notenboom.pdp.flow.Parties;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.log.InMemoryArchive;
import io.notenboom.pdp.pep.Dialect;
import io.notenboom.pdp.pep.InMemoryPepStore;
import io.notenboom.pdp.pep.InMemoryPermittedSteps;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.pep.RequestAuthorization;
import io.notenboom.pdp.pep.ScopeSides;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RequestGrammar;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.trust.json.StrictJson;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Searches over many flows find all that is permitted, once, in pages, and nothing else. */
class NodePolicySearchTest {

    private static final int FLOWS = 10_000;
    private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOW);

    private final FlowReplica replica = new FlowReplica();
    private final NodePolicy policy = policy();

    private NodePolicy policy() {
        replica.followedBy(() -> true);
        PepRegister peps = new PepRegister(new InMemoryPepStore(), CLOCK);
        peps.put(new PepRegistration(
                "gw",
                "0".repeat(64),
                Dialect.AUTHZEN,
                new RequestGrammar(EndpointKind.FHIR, "/fhir", FhirVersion.STU3, BodyMode.FULL),
                "https://sender.example",
                new PepRegistration.Standing("a", "https://sender.example/oauth2/a", "seed/handoff-only")));
        ProfileCatalogue profiles = ShippedProfiles.catalogue();
        RequestAuthorization authorization = new RequestAuthorization(
                new RequestAuthorization.Sources(
                        (subject, secret) -> new TokenOutcome.Inactive(),
                        proof -> new ProofOutcome.Invalid(),
                        (subject, sender, task) -> {},
                        new InMemoryPermittedSteps(),
                        new ScopeSides(peps, profiles)),
                replica,
                profiles,
                new DecisionJournal(new InMemoryArchive(), new SortableIds(CLOCK, new SecureRandom()), CLOCK),
                CLOCK);
        return new NodePolicy(peps, profiles, replica, authorization, CLOCK);
    }

    private static String number(int number) {
        return "%05d".formatted(number);
    }

    private static String client(int number) {
        return "did:web:receiver.example:" + number(number);
    }

    private void flow(int number, String client, String composition, TaskState state) {
        Flow sample = Samples.handoff("f" + number(number));
        CompositionGrant grant = sample.grants().compositions().getFirst();
        replica.accept(new Flow(
                sample.header(),
                new Parties(
                        sample.parties().sender(),
                        Party.ofDids(Set.of(client)),
                        sample.parties().fhirBase()),
                new FlowTask("t" + number(number), state, "00", FlowTask.READ_AND_UPDATE),
                new Grants(
                        List.of(new CompositionGrant(composition, grant.kind(), grant.operations(), grant.user())),
                        List.of()),
                sample.validity(),
                false));
    }

    private static ObjectNode question(String subject, String composition, int limit) {
        String id = ",\"id\":\"";
        return StrictJson.parseObject(
                "{\"subject\":{\"type\":\"organization\"" + (subject.isEmpty() ? "" : id + subject + "\"")
                        + "},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"Composition\""
                        + (composition.isEmpty() ? "" : id + composition + "\"")
                        + "},\"context\":{\"pep\":\"gw\",\"scope\":\"eOverdracht-receiver\"},\"page\":{\"limit\":"
                        + limit + "}}",
                10_000);
    }

    private AccessSearch.Results search(Searched searched, ObjectNode question) {
        return AccessSearch.search(searched, question, policy, subject -> true);
    }

    private List<String> all(Searched searched, ObjectNode question) {
        List<String> found = new ArrayList<>();
        AccessSearch.Results page = search(searched, question);
        found.addAll(page.found());
        while (!page.nextToken().isEmpty()) {
            question.withObjectProperty("page").put("token", page.nextToken());
            page = search(searched, question);
            found.addAll(page.found());
        }
        return found;
    }

    @Test
    void everybodyWhoMayReadIsFoundAmongTenThousandFlows() {
        for (int number = 0; number < FLOWS; number++) {
            boolean shared = number % 4 == 0;
            flow(
                    number,
                    client(number),
                    shared ? "Composition/shared" : "Composition/" + number(number),
                    number % 8 == 0 ? TaskState.COMPLETED : TaskState.IN_PROGRESS);
        }
        List<String> expected = IntStream.range(0, FLOWS)
                .filter(number -> number % 4 == 0 && number % 8 != 0)
                .mapToObj(NodePolicySearchTest::client)
                .toList();
        assertThat(all(Searched.SUBJECT, question("", "shared", 300))).isEqualTo(expected);
        AccessSearch.Results one = search(Searched.SUBJECT, question("", "00001", 10));
        assertThat(one.found()).containsExactly(client(1));
        assertThat(one.total()).hasValue(1);
        assertThat(search(Searched.SUBJECT, question("", "unknown", 10)).found())
                .isEmpty();
    }

    /** More than one call asks about. */
    @Test
    void everythingThatOneClientReceivesIsFound() {
        int many = FLOWS + 2_000;
        for (int number = 0; number < many; number++) {
            flow(
                    number,
                    client(0),
                    "Composition/" + number(number),
                    number < many - 10 ? TaskState.COMPLETED : TaskState.IN_PROGRESS);
        }
        flow(many, client(1), "Composition/others", TaskState.IN_PROGRESS);
        AccessSearch.Results first = search(Searched.RESOURCE, question(client(0), "", 1000));
        assertThat(first.found()).as("a page may be empty").isEmpty();
        assertThat(first.nextToken()).isNotEmpty();
        assertThat(first.total()).as("not counted").isEmpty();
        assertThat(all(Searched.RESOURCE, question(client(0), "", 4)))
                .containsExactlyElementsOf(IntStream.range(many - 10, many)
                        .mapToObj(NodePolicySearchTest::number)
                        .toList());
        assertThat(all(Searched.RESOURCE, question(client(1), "", 4))).containsExactly("others");
    }

    /** Whatever the page: a reader can tell how much is left. */
    @Test
    void everyPageTellsHowManyThereAre() {
        for (int number = 0; number < 10; number++) {
            flow(
                    number,
                    client(number),
                    "Composition/1",
                    number % 2 == 0 ? TaskState.IN_PROGRESS : TaskState.COMPLETED);
        }
        ObjectNode question = question("", "1", 2);
        List<String> found = new ArrayList<>();
        for (int page = 0; page < 3; page++) {
            AccessSearch.Results results = search(Searched.SUBJECT, question);
            assertThat(results.total()).hasValue(5);
            assertThat(results.nextToken().isEmpty()).isEqualTo(page == 2);
            found.addAll(results.found());
            question.withObjectProperty("page").put("token", results.nextToken());
        }
        assertThat(found).containsExactly(client(0), client(2), client(4), client(6), client(8));
    }

    /** Nothing found would be an answer, and a wrong one. */
    @Test
    void whileTheFlowsCannotBeToldNothingIsFoundAndNoneIsAnswered() {
        flow(1, client(1), "Composition/1", TaskState.IN_PROGRESS);
        AtomicInteger asked = new AtomicInteger();
        replica.followedBy(() -> asked.incrementAndGet() > 0);
        assertThat(search(Searched.SUBJECT, question("", "1", 10)).found()).containsExactly(client(1));
        assertThat(asked).as("once for all candidates").hasValue(1);
        replica.followedBy(() -> false);
        ObjectNode action = question(client(1), "1", 10);
        for (Searched searched : Searched.values()) {
            assertThatThrownBy(() -> search(searched, action)).isInstanceOf(FlowStoreException.class);
        }
        action.withObjectProperty("context").put("pep", "unknown");
        assertThat(search(Searched.SUBJECT, action).found()).isEmpty();
    }

    @Test
    void aTokenIsOfOneSearch() {
        flow(1, client(1), "Composition/1", TaskState.IN_PROGRESS);
        flow(2, client(2), "Composition/1", TaskState.IN_PROGRESS);
        String token = search(Searched.SUBJECT, question("", "1", 1)).nextToken();
        for (String wrong : List.of(token.substring(1), "x", "AAAA", token.substring(0, 10))) {
            ObjectNode question = question("", "1", 1);
            question.withObjectProperty("page").put("token", wrong);
            assertThatThrownBy(() -> search(Searched.SUBJECT, question)).isInstanceOf(MalformedQuestionException.class);
        }
        ObjectNode other = question("", "2", 1);
        other.withObjectProperty("page").put("token", token);
        assertThatThrownBy(() -> search(Searched.SUBJECT, other)).isInstanceOf(MalformedQuestionException.class);
    }
}
