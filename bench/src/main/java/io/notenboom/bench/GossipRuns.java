// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import io.notenboom.gossip.simulation.Measurement;
import io.notenboom.gossip.simulation.SimulationReport;
import java.util.List;
import java.util.Locale;

/** What gossip costs, in simulated networks of up to 10,000 nodes. */
final class GossipRuns {

    private GossipRuns() {}

    /** Simulates. */
    static Section run() {
        List<String> rows = SimulationReport.run(SimulationReport.Size.FULL, System.out::println).stream()
                .map(GossipRuns::row)
                .toList();
        return new Section(
                "gossip",
                "Gossip",
                rows,
                "simulated network in virtual time, with the classes that the services run; the same figures every time."
                        + " The limits are the formulas of docs/architecture/gossip.md.");
    }

    private static String row(Measurement measured) {
        String limit = measured.least() == 0
                ? String.format(Locale.ROOT, "at most %,.2f", measured.most())
                : String.format(Locale.ROOT, "%,.2f to %,.2f", measured.least(), measured.most());
        return Section.row(
                measured.scenario() + ": " + measured.quantity(),
                String.format(Locale.ROOT, "%,.2f", measured.measured()),
                limit,
                measured.passed() ? "–" : "not reached");
    }
}
