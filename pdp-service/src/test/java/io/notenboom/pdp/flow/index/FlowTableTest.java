// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowHeader;
import io.notenboom.pdp.flow.FlowTask;
import io.notenboom.pdp.flow.Grants;
import io.notenboom.pdp.flow.Parties;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.ResourceGrant;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.flow.UserRequirement;
import io.notenboom.pdp.flow.Validity;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.task.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compared with looking at every flow. */
class FlowTableTest {

    private static final List<Party> CLIENTS = List.of(
            Party.ofDids(Set.of("did:web:b")),
            new Party(Set.of("did:web:c"), Set.of("https://c"), "3"),
            new Party(Set.of(), Set.of("https://c"), "3"),
            new Party(Set.of(), Set.of("https://d"), null));
    private static final List<String> REFERENCES = List.of("Patient/1", "Organization/1", "Task/1", "Task/2");

    @Provide
    Arbitrary<Flow> flows() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.of("a", "b"),
                        Arbitraries.of(Role.class),
                        Arbitraries.of(CLIENTS),
                        Arbitraries.of("1", "2"),
                        Arbitraries.of("Patient/1", "Organization/1").set().ofMaxSize(2))
                .as(FlowTableTest::flow);
    }

    private static Flow flow(int id, String subject, Role role, Party other, String task, Set<String> references) {
        List<ResourceGrant> grants = references.stream()
                .map(reference -> new ResourceGrant(
                        reference, Set.of(Interaction.READ), UserRequirement.NONE, Set.of("Composition/1")))
                .toList();
        return new Flow(
                new FlowHeader("f" + id, 1, subject, role, "p", "t"),
                new Parties(other, other, "https://x/fhir"),
                new FlowTask(task, TaskState.IN_PROGRESS, "", Set.of()),
                new Grants(List.of(), grants),
                new Validity(Samples.NOW, Samples.NOW.plusSeconds(1), Samples.NOW.plusSeconds(1)),
                false);
    }

    /** The later flow of an id takes the earlier one's place; a flow put at an odd position is removed again. */
    @Property(tries = 500)
    void findsWhatLookingAtEveryFlowFinds(@ForAll("manyFlows") List<Flow> flows) {
        FlowTable table = new FlowTable();
        Map<String, Flow> all = new HashMap<>();
        for (int index = 0; index < flows.size(); index++) {
            Flow flow = flows.get(index);
            table.put(flow);
            all.put(flow.id(), flow);
            if (index % 5 == 4) {
                table.remove(flow.id());
                all.remove(flow.id());
            }
        }
        for (String subject : List.of("a", "b")) {
            for (Party client : CLIENTS) {
                compare(table, all, subject, client);
            }
            for (String task : List.of("1", "2")) {
                assertThat(table.received(subject, task))
                        .containsExactlyInAnyOrderElementsOf(all.values().stream()
                                .filter(flow -> flow.header().role() == Role.RECEIVER)
                                .filter(flow -> flow.header().subject().equals(subject))
                                .filter(flow -> flow.task().id().equals(task))
                                .toList());
            }
        }
    }

    @Provide
    Arbitrary<List<Flow>> manyFlows() {
        return flows().list().ofMaxSize(60);
    }

    private static void compare(FlowTable table, Map<String, Flow> all, String subject, Party client) {
        List<Flow> sent = all.values().stream()
                .filter(flow -> flow.header().role() == Role.SENDER)
                .filter(flow -> flow.header().subject().equals(subject))
                .toList();
        assertThat(table.sends(subject)).isEqualTo(!sent.isEmpty());
        List<Flow> theirs = sent.stream()
                .filter(flow -> flow.parties().receiver().identifiedBy(client))
                .toList();
        assertThat(table.anySentTo(subject, client).isPresent()).isEqualTo(!theirs.isEmpty());
        for (String reference : REFERENCES) {
            List<Flow> found = new ArrayList<>();
            table.sentTo(subject, client, reference).forEach(found::add);
            assertThat(found).isSubsetOf(sent);
            assertThat(found)
                    .containsAll(theirs.stream()
                            .filter(flow -> flow.task().reference().equals(reference)
                                    || flow.grants().resources().stream()
                                            .anyMatch(grant -> grant.reference().equals(reference)))
                            .toList());
        }
    }
}
