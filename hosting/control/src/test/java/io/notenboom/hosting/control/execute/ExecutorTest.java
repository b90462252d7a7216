// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.hosting.control.Specs;
import io.notenboom.hosting.control.StandInBackend;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Customers;
import io.notenboom.hosting.control.state.RecordFiles;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.customer.status.Phase;
import io.notenboom.testkit.Await;
import io.notenboom.trust.customer.CustomerId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutorTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Executor.Pace FAST = new Executor.Pace(
            2, Duration.ofMillis(5), Duration.ZERO, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofHours(1));
    private static final CustomerId ID = new CustomerId("c7f3k2");
    private static final CustomerId SECOND = new CustomerId("d8g4m3");

    private final Path folder;
    private final StandInBackend backend = new StandInBackend();
    private final List<String> journal = new CopyOnWriteArrayList<>();
    private Customers customers;
    private Executor executor;

    ExecutorTest(@TempDir Path folder) {
        this.folder = folder;
        this.customers = new Customers(new RecordFiles(folder));
        this.executor = newExecutor();
    }

    private void restart() {
        executor.close();
        customers = new Customers(new RecordFiles(folder));
        executor = newExecutor();
        executor.start();
    }

    @AfterEach
    void close() {
        executor.close();
    }

    private Executor newExecutor() {
        return newExecutor(FAST);
    }

    private Executor newExecutor(Executor.Pace pace) {
        return new Executor(customers, backend, new ListJournal(), pace, () -> NOW, unused -> {});
    }

    private final class ListJournal implements Journal {
        @Override
        public void begins(CustomerId customer, StepKind step) {
            journal.add("begins " + step.wireName());
        }

        @Override
        public void ended(CustomerId customer, StepKind step, StepOutcome outcome) {
            journal.add(outcome.getClass().getSimpleName() + " " + step.wireName());
        }
    }

    private void provision() {
        assertThat(customers.add(CustomerRecord.of(Specs.of("c7f3k2"), NOW))).isTrue();
        executor.wake(ID);
    }

    private void await(Phase phase) {
        Await.until(() -> phase() == phase, "phase " + phase);
    }

    private Phase phase() {
        return customers.find(ID).orElseThrow().phase();
    }

    @Test
    void stepsAreCarriedOutInOrderAndToldBefore() {
        provision();
        await(Phase.READY);
        assertThat(backend.done().stream().map(line -> line.split(" ")[1]))
                .containsExactly(
                        "validate",
                        "place",
                        "custody",
                        "redis",
                        "keys",
                        "certificates",
                        "node",
                        "registry-sync",
                        "routes",
                        "did",
                        "backup");
        assertThat(journal).startsWith("begins validate", "Done validate", "begins place");
    }

    /** Whatever step fails, before or after its effect, everything gets done once it works. */
    @ParameterizedTest
    @EnumSource(
            value = StepKind.class,
            names = {
                "VALIDATE",
                "PLACE",
                "CUSTODY",
                "REDIS",
                "KEYS",
                "CERTIFICATES",
                "NODE",
                "REGISTRY_SYNC",
                "ROUTES",
                "DID",
                "BACKUP"
            })
    void aStepThatFailsIsTriedAgainAndNothingAfterItIsDone(StepKind kind) {
        AtomicBoolean works = new AtomicBoolean();
        AtomicInteger tries = new AtomicInteger();
        backend.answer(kind, unused -> {
            if (works.get()) {
                return StepOutcome.done();
            }
            if (tries.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("broken off");
            }
            return new StepOutcome.Failed("Broken", "it is broken");
        });
        provision();
        Await.until(() -> tries.get() > 3, "several tries of " + kind);
        assertThat(phase()).isEqualTo(Phase.DEGRADED);
        assertThat(backend.done().getLast()).contains(" " + kind.wireName() + " ");
        works.set(true);
        await(Phase.READY);
    }

    @ParameterizedTest
    @EnumSource(
            value = StepKind.class,
            names = {
                "PLACE",
                "CUSTODY",
                "REDIS",
                "KEYS",
                "CERTIFICATES",
                "NODE",
                "REGISTRY_SYNC",
                "ROUTES",
                "DID",
                "BACKUP"
            })
    void aControlPlaneThatEndsAtAnyStepGoesOnAtTheNextStart(StepKind kind) {
        backend.answer(kind, unused -> new StepOutcome.Waiting("Slow", "not yet"));
        provision();
        Await.until(
                () -> backend.done().stream().anyMatch(line -> line.contains(" " + kind.wireName() + " ")), "the step");
        executor.close();
        backend.answer(kind, unused -> StepOutcome.done());
        restart();
        await(Phase.READY);
        assertThat(customers.find(ID).orElseThrow().generation()).isEqualTo(1);
    }

    @Test
    void aChangeMeanwhileIsCarriedOutInsteadOfTheRest() {
        backend.answer(StepKind.REGISTRY_SYNC, unused -> new StepOutcome.Waiting("Slow", "not yet"));
        provision();
        Await.until(() -> backend.done().stream().anyMatch(line -> line.contains("registry-sync")), "it waits");
        assertThat(customers.change(
                        ID, known -> known.wanted(known.spec().withDesiredState(DesiredState.ARCHIVED), NOW)))
                .isPresent();
        executor.wake(ID);
        await(Phase.ARCHIVED);
        assertThat(backend.done()).noneMatch(line -> line.contains(" did "));
        assertThat(backend.done().getLast()).contains("revoke-identity");
    }

    @Test
    void waitingIsToldOnceAndNoFailure() {
        backend.answer(StepKind.CERTIFICATES, unused -> new StepOutcome.Waiting("Slow", "not yet"));
        provision();
        Await.until(
                () -> backend.done().stream()
                                .filter(line -> line.contains("certificates"))
                                .count()
                        > 3,
                "it was looked at several times");
        assertThat(phase()).isEqualTo(Phase.PROGRESSING);
        assertThat(journal).filteredOn(line -> line.endsWith(" certificates")).hasSize(2);
    }

    /** One place only, which the first customer has, waiting, when the second one comes. */
    private void provisionTwo(Duration keepsPlace, BooleanSupplier firstGoesOn, Runnable secondCame) {
        executor.close();
        executor = newExecutor(new Executor.Pace(
                1, FAST.waiting(), keepsPlace, FAST.firstRetry(), FAST.longestRetry(), FAST.steady()));
        AtomicInteger looks = new AtomicInteger();
        backend.answer(StepKind.REGISTRY_SYNC, unused -> {
            looks.incrementAndGet();
            return firstGoesOn.getAsBoolean() ? StepOutcome.done() : new StepOutcome.Waiting("Slow", "not yet");
        });
        provision();
        Await.until(() -> looks.get() > 0, "the first customer waits");
        assertThat(customers.add(CustomerRecord.of(Specs.of(SECOND.value()), NOW)))
                .isTrue();
        executor.wake(SECOND);
        secondCame.run();
        await(Phase.READY);
        Await.until(() -> customers.find(SECOND).orElseThrow().phase() == Phase.READY, "both are ready");
    }

    private int first(String line) {
        List<String> done = backend.done();
        return done.indexOf(
                done.stream().filter(it -> it.startsWith(line)).findFirst().orElseThrow());
    }

    @Test
    void aCustomerThatWaitsForAMomentKeepsItsPlace() {
        AtomicBoolean came = new AtomicBoolean();
        provisionTwo(Duration.ofHours(1), came::get, () -> came.set(true));
        assertThat(first("c7f3k2 backup")).isLessThan(first("d8g4m3 validate"));
    }

    @Test
    void aCustomerThatWaitsForLongLetsOthersGoFirst() {
        provisionTwo(
                Duration.ZERO,
                () -> backend.done().stream().anyMatch(line -> line.startsWith("d8g4m3 validate")),
                () -> {});
        assertThat(first("d8g4m3 validate")).isLessThan(first("c7f3k2 backup"));
    }

    @Test
    void anErrorOfTheJvmDoesNotEndTheWorkForACustomer() {
        AtomicBoolean happened = new AtomicBoolean();
        backend.answer(StepKind.NODE, unused -> {
            if (happened.compareAndSet(false, true)) {
                throw new StackOverflowError("of this test");
            }
            return StepOutcome.done();
        });
        provision();
        await(Phase.READY);
        assertThat(happened).isTrue();
    }

    @Test
    void aStepWithoutAJournalIsNotCarriedOut() {
        executor.close();
        AtomicInteger looked = new AtomicInteger();
        executor = new Executor(
                customers,
                backend,
                new Journal() {
                    @Override
                    public void begins(CustomerId customer, StepKind step) {
                        looked.incrementAndGet();
                        throw new IllegalStateException("the disk is full");
                    }

                    @Override
                    public void ended(CustomerId customer, StepKind step, StepOutcome outcome) {}
                },
                FAST,
                () -> NOW,
                unused -> {});
        provision();
        Await.until(() -> looked.get() > 2, "several tries");
        assertThat(backend.done()).isEmpty();
        assertThat(phase()).isEqualTo(Phase.PENDING);
    }
}
