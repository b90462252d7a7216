// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.fleet;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.hosting.control.execute.Backend;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Customers;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.SoftwareVersion;
import io.notenboom.hosting.customer.SpecProblem;
import io.notenboom.trust.customer.CustomerId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the host wants: customers, and what each of them is to be. It decides nothing about how. Safe for many threads. */
@CheckReturnValue
public final class Fleet {

    private final Customers customers;
    private final Backend backend;
    private final InstantSource clock;
    private final Consumer<CustomerId> wake;

    /** @param wake told each customer of which something else is wanted now */
    public Fleet(Customers customers, Backend backend, InstantSource clock, Consumer<CustomerId> wake) {
        this.customers = customers;
        this.backend = backend;
        this.clock = clock;
        this.wake = wake;
    }

    /** Takes a customer. */
    public synchronized Change create(CustomerSpec spec, boolean dryRun) {
        if (customers.find(spec.id()).isPresent()) {
            return new Change.Taken();
        }
        List<SpecProblem> problems = backend.problems(spec);
        if (!problems.isEmpty()) {
            return new Change.Refused(problems);
        }
        CustomerRecord record = CustomerRecord.of(spec, clock.instant());
        if (dryRun) {
            return new Change.Possible(record);
        }
        if (!customers.add(record)) {
            return new Change.Taken();
        }
        wake.accept(spec.id());
        return new Change.Accepted(record);
    }

    /**
     * Wants something else of a customer.
     *
     * @param generation of what the caller saw; empty for whatever it is
     */
    public Change replace(CustomerSpec spec, OptionalLong generation, boolean dryRun) {
        return change(spec.id(), generation, unused -> spec, dryRun);
    }

    /** Wants a customer to be active, paused or archived. */
    public Change desire(CustomerId id, OptionalLong generation, DesiredState state) {
        return change(id, generation, spec -> spec.withDesiredState(state), false);
    }

    /** Wants a customer to run another version. */
    public Change upgrade(CustomerId id, SoftwareVersion version) {
        return change(id, OptionalLong.empty(), spec -> spec.withVersion(version), false);
    }

    private synchronized Change change(
            CustomerId id, OptionalLong generation, UnaryOperator<CustomerSpec> change, boolean dryRun) {
        Optional<CustomerRecord> known = customers.find(id);
        if (known.isEmpty()) {
            return new Change.Unknown();
        }
        CustomerRecord current = known.get();
        if (current.destruction() != null) {
            return new Change.Ending();
        }
        if (generation.isPresent() && generation.getAsLong() != current.generation()) {
            return new Change.Outdated(current);
        }
        CustomerSpec next = change.apply(current.spec());
        List<SpecProblem> problems = problems(current.spec(), next);
        if (!problems.isEmpty()) {
            return new Change.Refused(problems);
        }
        if (next.equals(current.spec())) {
            return new Change.Accepted(current);
        }
        if (dryRun) {
            return new Change.Possible(current.wanted(next, clock.instant()));
        }
        // the conditions may have changed since; the specification cannot have
        Optional<CustomerRecord> changed = customers.change(id, record -> record.wanted(next, clock.instant()));
        wake.accept(id);
        return changed.<Change>map(Change.Accepted::new).orElseGet(Change.Unknown::new);
    }

    private List<SpecProblem> problems(CustomerSpec current, CustomerSpec next) {
        List<SpecProblem> problems = new ArrayList<>(current.refusedChanges(next));
        if (!next.version().worksWith(current.version())) {
            problems.add(new SpecProblem(
                    "version",
                    "nodes of " + current.version() + " and " + next.version()
                            + " do not promise to understand each other: go one minor version at a time"));
        }
        problems.addAll(backend.problems(next));
        return problems;
    }

    /** A customer. */
    public Optional<CustomerRecord> find(CustomerId id) {
        return customers.find(id);
    }

    /**
     * Customers by id, in pages.
     *
     * @param after id of the last one of the page before; null for the first page
     * @param limit most of a page
     */
    public List<CustomerRecord> page(FleetFilter filter, @Nullable String after, int limit) {
        return customers.all().stream()
                .filter(customer -> after == null || customer.id().value().compareTo(after) > 0)
                .filter(filter::admits)
                .limit(limit)
                .toList();
    }
}
