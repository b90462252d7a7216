// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.app;

import io.notenboom.hosting.control.deletion.Deletions;
import io.notenboom.hosting.control.deletion.DestructionCertificates;
import io.notenboom.hosting.control.deletion.Seal;
import io.notenboom.hosting.control.execute.Backend;
import io.notenboom.hosting.control.execute.Executor;
import io.notenboom.hosting.control.execute.Journal;
import io.notenboom.hosting.control.fleet.Fleet;
import io.notenboom.hosting.control.fleet.Upgrades;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Customers;
import io.notenboom.hosting.control.state.RecordFiles;
import io.notenboom.trust.customer.CustomerId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The parts of the control plane, made in the order in which they need each other. */
final class ControlPlane {

    private final AtomicReference<Executor> working = new AtomicReference<>();
    private final Customers customers;
    private final Backend backend;
    private final Fleet fleet;
    private final Upgrades upgrades;
    private final Deletions deletions;
    private final DestructionCertificates certificates;
    private final Executor executor;

    /**
     * What it needs beside its files.
     *
     * @param journal told what it does by itself
     * @param seal signs certificates of destruction
     * @param clock the time
     */
    record Surroundings(Journal journal, Seal seal, InstantSource clock) {}

    /**
     * Reads what is kept; begins nothing.
     *
     * @param data folder of the control plane
     * @param changes told each customer that changed
     */
    ControlPlane(
            Path data,
            Backends backends,
            Executor.Pace pace,
            Surroundings surroundings,
            Consumer<CustomerRecord> changes) {
        InstantSource clock = surroundings.clock();
        this.customers = new Customers(new RecordFiles(data.resolve("customers")));
        this.deletions = new Deletions(new RecordFiles(data.resolve("deletions")), customers, clock, this::wake);
        this.certificates = new DestructionCertificates(
                new RecordFiles(data.resolve("destruction")), deletions::find, surroundings.seal(), clock);
        this.backend = backends.make(customers, certificates);
        this.fleet = new Fleet(customers, backend, clock, this::wake);
        this.upgrades = new Upgrades(new RecordFiles(data.resolve("upgrades")), fleet, clock);
        this.executor = new Executor(customers, backend, surroundings.journal(), pace, clock, changes);
        working.set(executor);
    }

    private void wake(CustomerId id) {
        Executor present = working.get();
        if (present != null) {
            present.wake(id);
        }
    }

    Customers customers() {
        return customers;
    }

    Backend backend() {
        return backend;
    }

    Fleet fleet() {
        return fleet;
    }

    Upgrades upgrades() {
        return upgrades;
    }

    Deletions deletions() {
        return deletions;
    }

    DestructionCertificates certificates() {
        return certificates;
    }

    Executor executor() {
        return executor;
    }
}
