// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.hosting.control.Specs;
import io.notenboom.hosting.control.deletion.DeletionRequest.State;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Customers;
import io.notenboom.hosting.control.state.RecordFiles;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.plan.Step;
import io.notenboom.hosting.customer.status.Condition;
import io.notenboom.hosting.customer.status.Condition.Status;
import io.notenboom.hosting.customer.status.Phase;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.customer.CustomerId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final CustomerId ID = new CustomerId("c7f3k2");

    private final Path folder;
    private final SettableClock clock = new SettableClock(NOW);
    private final List<CustomerId> told = new ArrayList<>();
    private Customers customers;
    private Deletions deletions;

    DeletionsTest(@TempDir Path folder) {
        this.folder = folder;
        this.customers = new Customers(new RecordFiles(folder.resolve("customers")));
        this.deletions = open();
        assertThat(customers.add(CustomerRecord.of(Specs.of("c7f3k2").withDesiredState(DesiredState.ARCHIVED), NOW)))
                .isTrue();
    }

    private Deletions open() {
        return new Deletions(new RecordFiles(folder.resolve("deletions")), customers, clock, told::add);
    }

    private void archive() {
        assertThat(customers.change(ID, customer -> {
                    CustomerRecord next = customer;
                    for (Step step : customer.plan().steps()) {
                        next = next.found(new Condition(
                                step.kind().condition(), Status.TRUE, "Test", "", NOW, customer.generation()));
                    }
                    return next;
                }))
                .isPresent();
    }

    private DeletionRequest asked() {
        return taken(deletions.request(ID, "the contract ended", "alice"));
    }

    private static DeletionRequest taken(Decision decision) {
        if (decision instanceof Decision.Taken taken) {
            return taken.request();
        }
        throw new AssertionError(decision);
    }

    @Test
    @DisplayName("A customer is destroyed when a second person approves, never by one alone")
    void twoPeopleHaveToAsk() {
        archive();
        DeletionRequest request = asked();
        assertThat(deletions.approve(request.id(), "alice")).isInstanceOf(Decision.SamePerson.class);
        assertThat(customers.find(ID).orElseThrow().destruction()).isNull();
        assertThat(told).isEmpty();
        assertThat(taken(deletions.approve(request.id(), "bob")).state()).isEqualTo(State.APPROVED);
        assertThat(customers.find(ID).orElseThrow().destruction()).isEqualTo(request.id());
        assertThat(customers.find(ID).orElseThrow().plan().goal()).isEqualTo(Phase.DESTROYED);
        assertThat(told).containsExactly(ID);
    }

    @Test
    void aCustomerThatIsNotArchivedIsNotDestroyed() {
        assertThat(deletions.request(ID, "r", "alice")).isInstanceOf(Decision.NotArchived.class);
        archive();
        DeletionRequest request = asked();
        assertThat(customers.change(ID, known -> known.wanted(known.spec().withDesiredState(DesiredState.ACTIVE), NOW)))
                .isPresent();
        assertThat(deletions.approve(request.id(), "bob")).isInstanceOf(Decision.NotArchived.class);
    }

    @Test
    void aRequestEndsAfterADay() {
        archive();
        DeletionRequest request = asked();
        clock.advance(Duration.ofHours(24));
        assertThat(deletions.approve(request.id(), "bob")).isInstanceOf(Decision.Over.class);
        assertThat(deletions.withdraw(request.id(), "alice")).isInstanceOf(Decision.Over.class);
        assertThat(asked().id()).as("it can be asked anew").isNotEqualTo(request.id());
    }

    @Test
    void askingTwiceIsAskingOnceAndAWithdrawnRequestIsOver() {
        archive();
        DeletionRequest request = asked();
        assertThat(asked()).isEqualTo(request);
        assertThat(taken(deletions.withdraw(request.id(), "bob")).state()).isEqualTo(State.WITHDRAWN);
        assertThat(deletions.approve(request.id(), "carol")).isInstanceOf(Decision.Over.class);
        assertThat(deletions.approve("none", "bob")).isInstanceOf(Decision.Unknown.class);
    }

    /** The approval is on disk and the process ends before the customer is marked. */
    @Test
    void whatWasApprovedIsCarriedOutAfterACrash() {
        archive();
        DeletionRequest request = asked();
        new RecordFiles(folder.resolve("deletions"))
                .write(request.id(), request.decided(State.APPROVED, "bob", NOW).write(NOW));
        deletions = open();
        assertThat(customers.find(ID).orElseThrow().destruction()).isNull();
        deletions.resume();
        assertThat(customers.find(ID).orElseThrow().destruction()).isEqualTo(request.id());
    }

    /** The approval is on disk, and the customer is wanted again before it is marked. */
    @Test
    void anApprovalDoesNotWaitForTheNextTimeThatTheCustomerIsArchived() {
        archive();
        DeletionRequest request = asked();
        new RecordFiles(folder.resolve("deletions"))
                .write(request.id(), request.decided(State.APPROVED, "bob", NOW).write(NOW));
        deletions = open();
        assertThat(customers.change(ID, known -> known.wanted(known.spec().withDesiredState(DesiredState.ACTIVE), NOW)))
                .isPresent();
        deletions.resume();
        assertThat(customers.find(ID).orElseThrow().destruction()).isNull();
        assertThat(customers.change(
                        ID, known -> known.wanted(known.spec().withDesiredState(DesiredState.ARCHIVED), NOW)))
                .isPresent();
        deletions.resume();
        assertThat(customers.find(ID).orElseThrow().destruction()).isNull();
        assertThat(deletions.find(request.id()).orElseThrow().state()).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void requestsAndCustomersOutliveTheProcess() {
        archive();
        DeletionRequest request = asked();
        customers = new Customers(new RecordFiles(folder.resolve("customers")));
        deletions = open();
        assertThat(deletions.find(request.id())).contains(request);
        assertThat(customers.find(ID).orElseThrow().phase()).isEqualTo(Phase.ARCHIVED);
    }
}
