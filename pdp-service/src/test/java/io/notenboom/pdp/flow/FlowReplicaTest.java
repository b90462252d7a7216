// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.pdp.flow.FlowStore.FlowStoreException;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.task.TaskState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is looked at for a decision is enough for it, and little. */
class FlowReplicaTest {

    private static final Party RECEIVER = Party.ofDids(Set.of(Samples.RECEIVER));
    private static final ResourceId COMPOSITION = new ResourceId("Composition", "1");

    private final FlowReplica replica = followed();

    private static FlowReplica followed() {
        FlowReplica replica = new FlowReplica();
        replica.followedBy(() -> true);
        return replica;
    }

    private static Flow to(String id, Party receiver) {
        Flow sample = Samples.handoff(id);
        return new Flow(
                sample.header(),
                new Parties(
                        sample.parties().sender(), receiver, sample.parties().fhirBase()),
                sample.task(),
                sample.grants(),
                sample.validity(),
                false);
    }

    private List<String> concerning(Party client, ResourceId resource) {
        return replica.concerning("a", client, resource, Samples.NOW).stream()
                .map(Flow::id)
                .toList();
    }

    @Test
    void onlyFlowsOfTheClientThatNameTheResource() {
        replica.accept(Samples.handoff("f1"));
        replica.accept(to("f2", Party.ofDids(Set.of("did:web:other.example"))));
        assertThat(concerning(RECEIVER, COMPOSITION)).containsExactly("f1");
        assertThat(concerning(RECEIVER, new ResourceId("Task", "task-f1"))).containsExactly("f1");
        assertThat(replica.concerning("b", RECEIVER, COMPOSITION, Samples.NOW)).isEmpty();
    }

    @Test
    void aReasonCanBeGivenWhenNoneDoes() {
        replica.accept(Samples.handoff("f1"));
        assertThat(concerning(RECEIVER, new ResourceId("Patient", "9"))).containsExactly("f1");
        assertThat(concerning(Party.ofDids(Set.of("did:web:nobody.example")), COMPOSITION))
                .containsExactly("f1");
    }

    @Test
    void aClientIsFoundByItsUraNumberAsWell() {
        replica.accept(to("f1", new Party(Set.of(), Set.of(), "90000101")));
        assertThat(concerning(new Party(Set.of("did:web:new.example"), Set.of(), "90000101"), COMPOSITION))
                .containsExactly("f1");
    }

    @Test
    void flowsThatCanOpenSomethingComeFirstAndTheNumberIsBounded() {
        for (int number = 0; number < 200; number++) {
            replica.accept(Samples.handoff("e" + number).withTask(TaskState.COMPLETED, "01"));
        }
        replica.accept(Samples.handoff("f1"));
        List<String> found = concerning(RECEIVER, COMPOSITION);
        assertThat(found).hasSize(1 + FlowReplica.MAX_CONCERNING).startsWith("f1");
    }

    @Test
    void ofManyOpenFlowsThoseThatAreValidAndInProgressAreDecidedOn() {
        for (int number = 0; number < 200; number++) {
            replica.accept(Samples.handoff("r" + number).withTask(TaskState.REQUESTED, "01"));
            Flow over = Samples.handoff("x" + number);
            Validity ended = new Validity(
                    over.validity().notBefore(), Samples.NOW, over.validity().taskExpires());
            replica.accept(new Flow(over.header(), over.parties(), over.task(), over.grants(), ended, false));
        }
        replica.accept(Samples.handoff("f1"));
        assertThat(concerning(RECEIVER, COMPOSITION))
                .hasSize(FlowReplica.MAX_CONCERNING)
                .startsWith("f1")
                .noneMatch(id -> id.startsWith("x"));
    }

    @Test
    void aChangedFlowIsFoundByWhatItSaysNow() {
        Flow first = Samples.handoff("f1");
        replica.accept(first);
        replica.accept(
                new Flow(first.header().next(), first.parties(), first.task(), Grants.NONE, first.validity(), false));
        assertThat(replica.page(Optional.empty(), Optional.of(Samples.RECEIVER), 10, flow -> true))
                .hasSize(1);
        assertThat(replica.concerning("a", RECEIVER, COMPOSITION, Samples.NOW)
                        .getFirst()
                        .grants())
                .isEqualTo(Grants.NONE);
        replica.forget("f1");
        assertThat(replica.all()).isEmpty();
        assertThat(replica.ofSubject("a")).isEmpty();
        assertThat(concerning(RECEIVER, COMPOSITION)).isEmpty();
        assertThat(replica.page(Optional.empty(), Optional.of(Samples.RECEIVER), 10, flow -> true))
                .isEmpty();
    }

    @Test
    void withoutAFollowerItIsNotTrusted() {
        FlowReplica alone = new FlowReplica();
        assertThat(alone.fresh()).isFalse();
        assertThatThrownBy(() -> alone.page(Optional.empty(), Optional.empty(), 10, flow -> true))
                .isInstanceOf(FlowStoreException.class);
    }
}
