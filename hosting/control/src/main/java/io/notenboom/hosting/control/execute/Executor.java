// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.execute;

import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Customers;
import io.notenboom.hosting.customer.plan.Step;
import io.notenboom.hosting.customer.status.Condition;
import io.notenboom.hosting.customer.status.Condition.Status;
import io.notenboom.hosting.customer.status.Phase;
import io.notenboom.trust.customer.CustomerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the plan of each customer, a step at a time, and looks again at what is done, so that what breaks is repaired. What
 * it found is on disk before the next step begins; there is nothing else that it would have to remember, so a crash at any point
 * costs nothing. Of one customer one step is carried out at a time, of all as many as it was told. Safe for many threads.
 */
public final class Executor implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Executor.class.getName());

    private final Customers customers;
    private final Backend backend;
    private final Journal journal;
    private final Pace pace;
    private final InstantSource clock;
    private final Consumer<CustomerRecord> changes;
    private final Semaphore places;
    private final Map<CustomerId, Work> works = new HashMap<>();
    private boolean closed;

    /**
     * How fast it works.
     *
     * @param customersAtOnce how many customers are worked at
     * @param waiting pause before a step that waits is looked at again
     * @param keepsPlace for how long a customer that waits keeps its place among those that are worked at; then it lets
     *     others go first, who may keep theirs for long
     * @param firstRetry pause after the first failure; doubled with each further one
     * @param longestRetry longest pause after a failure
     * @param steady pause before a customer that is as wanted is looked at again
     */
    public record Pace(
            int customersAtOnce,
            Duration waiting,
            Duration keepsPlace,
            Duration firstRetry,
            Duration longestRetry,
            Duration steady) {}

    /** What is under way for one customer; guarded by the executor's monitor. */
    private static final class Work {
        boolean running;
        boolean again;
        boolean waits;
        int failures;

        @Nullable
        CompletableFuture<Void> next;
    }

    /** @param changes told each customer that changed, after it is on disk */
    public Executor(
            Customers customers,
            Backend backend,
            Journal journal,
            Pace pace,
            InstantSource clock,
            Consumer<CustomerRecord> changes) {
        this.customers = customers;
        this.backend = backend;
        this.journal = journal;
        this.pace = pace;
        this.clock = clock;
        this.changes = changes;
        this.places = new Semaphore(pace.customersAtOnce(), true);
    }

    /** Begins with all customers that are not gone. */
    public void start() {
        customers.all().stream()
                .filter(customer -> customer.phase() != Phase.DESTROYED)
                .forEach(customer -> wake(customer.id()));
    }

    /** Looks at a customer now, or as soon as what is under way for it is done. */
    public synchronized void wake(CustomerId id) {
        if (closed) {
            return;
        }
        Work work = works.computeIfAbsent(id, unused -> new Work());
        if (work.running) {
            work.again = true;
            return;
        }
        if (work.next != null) {
            work.next.cancel(false);
        }
        work.running = true;
        Thread.ofVirtual().name("customer-" + id).start(() -> run(id, work));
    }

    private void run(CustomerId id, Work work) {
        Optional<Duration> pause = Optional.of(pace.longestRetry());
        try {
            places.acquire();
            try {
                pause = Optional.of(carryOutInPlace(id, work));
            } finally {
                places.release();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            pause = Optional.empty();
        } catch (RuntimeException broken) {
            // what it found could not be kept, or its journal not be written: nothing was done without it
            LOG.log(System.Logger.Level.ERROR, "customer " + id + " is left alone for a while", broken);
        } finally {
            ended(id, work, pause);
        }
    }

    /** Also after an error of the JVM: a customer that was left running would never be looked at again. */
    private synchronized void ended(CustomerId id, Work work, Optional<Duration> pause) {
        work.running = false;
        if (work.again) {
            work.again = false;
            wake(id);
        } else {
            pause.ifPresent(time -> later(id, work, time));
        }
    }

    private void later(CustomerId id, Work work, Duration pause) {
        if (closed
                || customers
                        .find(id)
                        .map(customer -> customer.phase() == Phase.DESTROYED)
                        .orElse(true)) {
            works.remove(id);
            return;
        }
        work.next = CompletableFuture.runAsync(
                () -> wake(id),
                CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread));
    }

    /** Carries out the plan; stays with a customer that waits for a while. */
    private Duration carryOutInPlace(CustomerId id, Work work) throws InterruptedException {
        Duration pause = carryOut(id, work);
        long since = System.nanoTime();
        while (work.waits && System.nanoTime() - since < pace.keepsPlace().toNanos() && !isClosed()) {
            Thread.sleep(pause);
            pause = carryOut(id, work);
        }
        return pause;
    }

    /** Carries out the plan as far as it gets; answers when to look again. */
    private Duration carryOut(CustomerId id, Work work) {
        Optional<CustomerRecord> known = customers.find(id);
        if (known.isEmpty()) {
            return pace.steady();
        }
        work.waits = false;
        long generation = known.get().generation();
        for (Step step : known.get().plan().steps()) {
            Optional<CustomerRecord> current = customers.find(id).filter(it -> it.generation() == generation);
            if (current.isEmpty() || isClosed()) {
                return Duration.ZERO;
            }
            StepOutcome outcome = carryOut(step, current.get());
            switch (outcome) {
                case StepOutcome.Done unused -> {}
                case StepOutcome.Waiting unused -> {
                    work.failures = 0;
                    work.waits = true;
                    return pace.waiting();
                }
                case StepOutcome.Failed unused -> {
                    return retry(work);
                }
            }
        }
        work.failures = 0;
        return pace.steady();
    }

    private Duration retry(Work work) {
        Duration pause = pace.firstRetry().multipliedBy(1L << Math.min(work.failures, 20));
        work.failures++;
        return pause.compareTo(pace.longestRetry()) > 0 ? pace.longestRetry() : pause;
    }

    private StepOutcome carryOut(Step step, CustomerRecord customer) {
        Optional<Status> before = status(step, customer);
        if (before.isEmpty() || before.get() == Status.FALSE) {
            journal.begins(customer.id(), step.kind());
        }
        StepOutcome outcome;
        try {
            outcome = backend.carryOut(step, customer);
        } catch (RuntimeException broken) {
            outcome = new StepOutcome.Failed("Failed", firstLine(broken));
        }
        Status after = status(outcome);
        keep(step, customer, outcome, after);
        if (after == Status.FALSE || !before.equals(Optional.of(after))) {
            journal.ended(customer.id(), step.kind(), outcome);
        }
        return outcome;
    }

    /** What follows may be from the log of a node, which is nobody's but the customer's. */
    private static String firstLine(RuntimeException broken) {
        return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
    }

    /** What is known about a step for the present specification. */
    private static Optional<Status> status(Step step, CustomerRecord customer) {
        return customer.conditions().stream()
                .filter(condition -> condition.type().equals(step.kind().condition())
                        && condition.generation() == customer.generation())
                .map(Condition::status)
                .findFirst();
    }

    private static Status status(StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Done unused -> Status.TRUE;
            case StepOutcome.Waiting unused -> Status.UNKNOWN;
            case StepOutcome.Failed unused -> Status.FALSE;
        };
    }

    private void keep(Step step, CustomerRecord customer, StepOutcome outcome, Status status) {
        Condition condition = new Condition(
                step.kind().condition(),
                status,
                outcome.reason(),
                outcome.message(),
                clock.instant(),
                customer.generation());
        Optional<CustomerRecord> before = customers.find(customer.id());
        Optional<CustomerRecord> after = customers.change(customer.id(), known -> known.found(condition));
        if (!before.equals(after)) {
            after.ifPresent(changes);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Begins nothing more; a step that is under way goes on to its end. */
    @Override
    public synchronized void close() {
        closed = true;
        works.values().stream().map(work -> work.next).forEach(next -> {
            if (next != null) {
                next.cancel(false);
            }
        });
        works.clear();
    }
}
