// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All scenarios, as checks of what was measured against what the formulas allow. The same figures every time; virtual time,
 * so that hours take seconds. One scenario after the other in the calling thread; the full size needs a heap of 3 GiB.
 */
public final class SimulationReport {

    /** How large the networks are. */
    public enum Size {
        /** Up to some hundred nodes: seconds. */
        SMALL,
        /** Up to 10,000 nodes and a million events: some minutes. */
        FULL
    }

    private SimulationReport() {}

    /**
     * Prints the checks; exit status 1 if one of them failed.
     *
     * @param arguments {@code small} or {@code full}, which is the default; then, perhaps, words: only scenarios with one of
     *     them in their name are run
     */
    public static void main(String[] arguments) {
        List<String> given = new ArrayList<>(List.of(arguments));
        Size size = given.remove("small") ? Size.SMALL : Size.FULL;
        given.remove("full");
        PrintStream out = System.out;
        out.println(Measurement.HEADING);
        List<Measurement> checks = run(size, given, out::println);
        boolean passed = !checks.isEmpty() && checks.stream().allMatch(Measurement::passed);
        out.println(passed ? "all as the formulas say" : "FAILED: see the lines above");
        if (!passed) {
            System.exit(1);
        }
    }

    /**
     * Runs all scenarios of a size.
     *
     * @param progress is told of each check as soon as it is known
     * @return all checks, in the same order
     */
    public static List<Measurement> run(Size size, Consumer<Measurement> progress) {
        return run(size, List.of(), progress);
    }

    private static List<Measurement> run(Size size, List<String> words, Consumer<Measurement> progress) {
        List<Measurement> checks = new ArrayList<>();
        scenarios(size).forEach(scenario -> {
            if (words.isEmpty() || words.stream().anyMatch(scenario.getKey()::contains)) {
                for (Measurement check : scenario.getValue().get()) {
                    checks.add(check);
                    progress.accept(check);
                }
            }
        });
        return List.copyOf(checks);
    }

    private static Stream<Map.Entry<String, Supplier<List<Measurement>>>> scenarios(Size size) {
        return switch (size) {
            case SMALL -> small();
            case FULL -> full();
        };
    }

    private static Map.Entry<String, Supplier<List<Measurement>>> named(
            String name, Supplier<List<Measurement>> scenario) {
        return Map.entry(name, scenario);
    }

    private static Stream<Map.Entry<String, Supplier<List<Measurement>>>> small() {
        return Stream.of(
                named("convergence", () -> ConvergenceScenarios.quiet(10, 5)),
                named("convergence", () -> ConvergenceScenarios.quiet(200, 1)),
                named("loss", () -> ConvergenceScenarios.lossy(100, 0.2, 2)),
                named("churn", () -> ConvergenceScenarios.churning(200, 0.3)),
                named("partition", () -> FaultScenarios.partition(40)),
                named("equivocation", () -> FaultScenarios.equivocation(100)),
                named("eclipse", () -> EclipseScenario.of(100)),
                named("restore", () -> FaultScenarios.restoredBackup(50)),
                named("clocks", () -> ClockScenario.of(10)),
                named("idle", () -> CostScenarios.idle(20)),
                named("pages", () -> PageCosts.table(1_000)),
                named("repair", () -> CostScenarios.repair(1_000, 1, 1)),
                named("repair", () -> CostScenarios.repair(1_000, 100, 1_000)),
                named("history", () -> CostScenarios.longHistory(200, 2, 50)),
                named("join", () -> CostScenarios.lateJoiner(10, 60, 300)));
    }

    private static Stream<Map.Entry<String, Supplier<List<Measurement>>>> full() {
        return Stream.of(
                named("convergence", () -> ConvergenceScenarios.quiet(10, 10)),
                named("convergence", () -> ConvergenceScenarios.quiet(100, 10)),
                named("convergence", () -> ConvergenceScenarios.quiet(1_000, 3)),
                named("convergence", () -> ConvergenceScenarios.quiet(10_000, 1)),
                named("loss", () -> ConvergenceScenarios.lossy(1_000, 0.2, 3)),
                named("loss", () -> ConvergenceScenarios.lossy(10_000, 0.2, 1)),
                named("churn", () -> ConvergenceScenarios.churning(10_000, 0.3)),
                named("partition", () -> FaultScenarios.partition(5_000)),
                named("equivocation", () -> FaultScenarios.equivocation(10_000)),
                named("eclipse", () -> EclipseScenario.of(200)),
                named("restore", () -> FaultScenarios.restoredBackup(1_000)),
                named("clocks", () -> ClockScenario.of(200)),
                named("idle", () -> CostScenarios.idle(100)),
                named("pages", () -> PageCosts.table(100_000)),
                named("repair", () -> CostScenarios.repair(1_000, 1, 1)),
                named("repair", () -> CostScenarios.repair(1_000, 100, 1_000)),
                named("repair", () -> CostScenarios.repair(10_000, 10, 100)),
                named("repair", () -> CostScenarios.repair(10_000, 100, 1_000)),
                named("repair", () -> CostScenarios.repair(10_000, 1_000, 10_000)),
                named("history", () -> CostScenarios.longHistory(1_000, 2, 200)),
                named("join", () -> CostScenarios.lateJoiner(20, 1_000, 1_000)));
    }
}
