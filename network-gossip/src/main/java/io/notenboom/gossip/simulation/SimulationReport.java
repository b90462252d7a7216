// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * All scenarios in their full size, as a table of what was measured against what the formulas allow. The same run every time;
 * virtual time, so that hours take seconds. Needs a heap of 3 GiB.
 */
public final class SimulationReport {

    private static final int PARALLEL = 2;

    private final PrintStream out;
    private boolean passed = true;

    /** @param out where the table goes */
    public SimulationReport(PrintStream out) {
        this.out = out;
    }

    /** Prints the table; exit status 1 if anything is not as it should be. */
    public static void main(String[] arguments) {
        if (!new SimulationReport(System.out).run()) {
            System.exit(1);
        }
    }

    /** Runs everything and prints each line as soon as it is known; returns whether all is as it should be. */
    public boolean run() {
        out.printf(
                Locale.ROOT, "%-44s %-36s %14s %14s %14s%n", "scenario", "quantity", "measured", "at least", "at most");
        List<Callable<List<Measurement>>> scenarios = List.of(
                () -> ConvergenceScenarios.quiet(10),
                () -> ConvergenceScenarios.quiet(100),
                () -> ConvergenceScenarios.quiet(1_000),
                () -> ConvergenceScenarios.quiet(10_000),
                () -> ConvergenceScenarios.lossy(2_000, 0.2),
                () -> ConvergenceScenarios.churning(10_000, 0.3),
                () -> FaultScenarios.partition(1_000),
                () -> FaultScenarios.equivocation(10_000),
                () -> FaultScenarios.eclipse(200),
                () -> FaultScenarios.restoredBackup(1_000),
                () -> FaultScenarios.clocks(50),
                () -> CostScenarios.idle(100),
                () -> CostScenarios.repair(1_000, 1, 1),
                () -> CostScenarios.repair(1_000, 100, 1_000),
                () -> CostScenarios.repair(10_000, 1, 1),
                () -> CostScenarios.repair(10_000, 10, 100),
                () -> CostScenarios.repair(10_000, 100, 1_000),
                () -> CostScenarios.repair(10_000, 1_000, 10_000),
                () -> CostScenarios.lateJoiner(20, 1_000, 1_000));
        try (ExecutorService pool = Executors.newFixedThreadPool(PARALLEL)) {
            List<Future<List<Measurement>>> results =
                    scenarios.stream().map(pool::submit).toList();
            for (Future<List<Measurement>> result : results) {
                result.get().forEach(this::print);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            passed = false;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a scenario could not be run", failed.getCause());
        }
        out.println(passed ? "all as the formulas say" : "FAILED: see the lines above");
        return passed;
    }

    private void print(Measurement measurement) {
        passed &= measurement.passed();
        out.println(measurement);
    }
}
