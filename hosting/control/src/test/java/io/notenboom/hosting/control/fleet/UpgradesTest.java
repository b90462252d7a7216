// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.hosting.control.Specs;
import io.notenboom.hosting.control.StandInBackend;
import io.notenboom.hosting.control.fleet.UpgradeRun.State;
import io.notenboom.hosting.control.fleet.Upgrades.Begin;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Customers;
import io.notenboom.hosting.control.state.RecordFiles;
import io.notenboom.hosting.customer.SoftwareVersion;
import io.notenboom.hosting.customer.plan.Step;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.customer.status.Condition;
import io.notenboom.hosting.customer.status.Condition.Status;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.customer.CustomerId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final SoftwareVersion OLD = new SoftwareVersion("1.4.0");
    private static final SoftwareVersion NEW = new SoftwareVersion("1.5.0");
    private static final FleetFilter ALL = new FleetFilter(null, null, null, null, null);

    private final Path folder;
    private final SettableClock clock = new SettableClock(NOW);
    private final StandInBackend backend = new StandInBackend();
    private final Customers customers;
    private final Fleet fleet;
    private Upgrades upgrades;

    UpgradesTest(@TempDir Path folder) {
        this.folder = folder;
        this.customers = new Customers(new RecordFiles(folder.resolve("customers")));
        this.fleet = new Fleet(customers, backend, clock, unused -> {});
        this.upgrades = new Upgrades(new RecordFiles(folder.resolve("upgrades")), fleet, clock);
        for (int number = 0; number < 5; number++) {
            assertThat(customers.add(CustomerRecord.of(Specs.of("cust0" + number), NOW)))
                    .isTrue();
        }
        all(Status.TRUE);
    }

    /** Sets the condition of every step of every customer, for what is wanted now. */
    private void all(Status status) {
        customers.all().forEach(customer -> ready(customer.id(), status));
    }

    private void ready(CustomerId id, Status status) {
        var unused = customers.change(id, customer -> {
            CustomerRecord next = customer;
            for (Step step : customer.plan().steps()) {
                next = next.found(
                        new Condition(step.kind().condition(), status, "Test", "", NOW, customer.generation()));
            }
            return next;
        });
    }

    private void broken(CustomerId id) {
        var unused = customers.change(
                id,
                customer -> customer.found(new Condition(
                        StepKind.NODE.condition(), Status.FALSE, "Broken", "", NOW, customer.generation())));
    }

    private UpgradeRun begin() {
        Begin begun = upgrades.begin(new Upgrades.Wish(NEW, ALL, 20, Duration.ofMinutes(5)), "alice", false);
        return begun instanceof Begin.Begun run ? run.run() : fail(begun);
    }

    private static UpgradeRun fail(Begin begun) {
        throw new AssertionError(begun);
    }

    private UpgradeRun run() {
        return upgrades.all().getFirst();
    }

    private List<String> on(SoftwareVersion version) {
        return customers.all().stream()
                .filter(customer -> customer.spec().version().equals(version))
                .map(customer -> customer.id().value())
                .toList();
    }

    @Test
    void aWaveBeginsWhenTheOneBeforeIsReady() {
        assertThat(begin().waves()).extracting(List::size).containsExactly(1, 1, 3);
        upgrades.advance();
        upgrades.advance();
        assertThat(on(NEW)).as("the canary alone").containsExactly("cust00");
        all(Status.TRUE);
        upgrades.advance();
        upgrades.advance();
        assertThat(on(NEW)).containsExactly("cust00", "cust01");
        all(Status.TRUE);
        upgrades.advance();
        upgrades.advance();
        assertThat(on(NEW)).hasSize(5);
        all(Status.TRUE);
        upgrades.advance();
        assertThat(run().state()).isEqualTo(State.DONE);
    }

    @Test
    void aNodeThatDoesNotStartTakesEverybodyBack() {
        var unused = begin();
        upgrades.advance();
        all(Status.TRUE);
        upgrades.advance();
        upgrades.advance();
        broken(new CustomerId("cust01"));
        upgrades.advance();
        assertThat(run().state()).isEqualTo(State.ROLLING_BACK);
        assertThat(run().reason()).contains("cust01 is degraded");
        upgrades.advance();
        assertThat(on(OLD)).hasSize(5);
        upgrades.advance();
        assertThat(run().state()).as("not before they are ready").isEqualTo(State.ROLLING_BACK);
        all(Status.TRUE);
        upgrades.advance();
        assertThat(run().state()).isEqualTo(State.ROLLED_BACK);
    }

    @Test
    void whoCannotGoBackIsNamedAndKeepsNobodyWaiting() {
        var unused = begin();
        upgrades.advance();
        backend.remove(OLD);
        assertThat(upgrades.stop(run().id())).isPresent();
        all(Status.TRUE);
        upgrades.advance();
        assertThat(run().state()).isEqualTo(State.ROLLED_BACK);
        assertThat(run().reason()).contains("these could not go back: cust00 to 1.4.0");
        assertThat(on(NEW)).containsExactly("cust00");
    }

    @Test
    void aWaveThatTakesTooLongGoesBack() {
        var unused = begin();
        upgrades.advance();
        clock.advance(Duration.ofMinutes(6));
        upgrades.advance();
        assertThat(run().state()).isEqualTo(State.ROLLING_BACK);
        assertThat(run().reason()).contains("not all of wave 1 were ready within 300 s");
    }

    @Test
    void aRunGoesOnAfterARestart() {
        var unused = begin();
        upgrades.advance();
        all(Status.TRUE);
        upgrades = new Upgrades(new RecordFiles(folder.resolve("upgrades")), fleet, clock);
        upgrades.advance();
        upgrades.advance();
        assertThat(on(NEW)).containsExactly("cust00", "cust01");
        assertThat(run().before()).hasSize(5).containsValue(OLD);
    }

    @Test
    void oneRunAtATimeAndOnlyForThoseWhoNeedIt() {
        var unused = begin();
        assertThat(upgrades.begin(new Upgrades.Wish(NEW, ALL, 5, Duration.ofMinutes(5)), "bob", false))
                .isInstanceOf(Begin.Busy.class);
        assertThat(upgrades.stop(run().id())).isPresent();
        upgrades.advance();
        all(Status.TRUE);
        upgrades.advance();
        assertThat(run().state()).isEqualTo(State.ROLLED_BACK);
        assertThat(upgrades.begin(new Upgrades.Wish(OLD, ALL, 5, Duration.ofMinutes(5)), "bob", false))
                .isInstanceOf(Begin.Nobody.class);
    }

    @Test
    void aVersionThatIsTooFarAwayIsRefused() {
        assertThat(fleet.upgrade(new CustomerId("cust00"), new SoftwareVersion("1.6.0")))
                .isInstanceOfSatisfying(Change.Refused.class, refused -> assertThat(refused.problems())
                        .extracting(problem -> problem.field())
                        .containsExactly("version"));
    }
}
