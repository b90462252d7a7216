// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import io.notenboom.bench.density.DensityBenchmark;
import io.notenboom.bench.density.DensityBenchmark.Figures;
import io.notenboom.bench.density.Footprint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many customers a machine holds, by how their nodes are run. */
final class DensityRuns {

    private static final double MIB_PER_GIB = 1024;
    private static final String METHOD = """
            %d nodes of customers at a time, as the control plane runs them on a machine: each a supervisor, a Redis, an \
            AAA-proxy and the services, with a heap of 192 MB for each process at most. Started one after the other; time from \
            the start of a node's services until all are ready, median. Idle: nobody asked anything for %d s. Asking: for %d s \
            each customer asked every %d s for a token (its wallet asks its own authorization server by HTTPS, which verifies \
            the presentation) and for a decision with it (forward authentication, the token is introspected). Memory from \
            `/proc/<pid>/smaps_rollup`, mean of the nodes: resident counts a page of several processes in each, proportional \
            (PSS) in each for its part. Customers in a GiB: by what all processes of a customer take while it asks, \
            proportional, gateway, Redis and supervisor included; with more nodes the shared part of each becomes smaller. \
            Shared classes: a cache made by `./notenboom build` (JEP 483, 514, 515). Without options: of the JVM's own \
            choice all but heap and native access.""";

    private DensityRuns() {}

    /** Measures. */
    static Section run(Path home) throws IOException, InterruptedException {
        Map<String, Figures> all = DensityBenchmark.measure(home);
        Figures first = all.values().iterator().next();
        List<String> rows = new ArrayList<>();
        all.forEach((name, figures) -> rows.addAll(rows(name, figures, first)));
        return new Section(
                "density",
                "Density",
                rows,
                METHOD.formatted(
                                DensityBenchmark.customers(),
                                DensityBenchmark.IDLE.toSeconds(),
                                DensityBenchmark.LOAD.toSeconds(),
                                DensityBenchmark.EVERY.toSeconds())
                        .replace("\n", " "));
    }

    private static List<String> rows(String name, Figures figures, Figures first) {
        return List.of(
                Section.row(
                        name + ": services ready after",
                        String.format(
                                Locale.ROOT, "%.1f s", figures.readyAfter().toMillis() / 1e3),
                        String.format(Locale.ROOT, "%.1f s", first.readyAfter().toMillis() / 1e3),
                        share(
                                figures.readyAfter().toMillis(),
                                first.readyAfter().toMillis())),
                Section.row(
                        name + ": services of a customer, idle",
                        memory(figures.idle()),
                        memory(first.idle()),
                        share(figures.idle().proportional(), first.idle().proportional())),
                Section.row(
                        name + ": services of a customer, asking",
                        memory(figures.loaded()),
                        memory(first.loaded()),
                        share(figures.loaded().proportional(), first.loaded().proportional())),
                Section.row(
                        name + ": AAA-proxy; Redis and supervisor",
                        memory(figures.proxy()) + "; " + memory(figures.beside()),
                        "–",
                        "–"),
                Section.row(
                        name + ": customers in a GiB, asking",
                        perGib(figures),
                        perGib(first),
                        share(first.whole().proportional(), figures.whole().proportional())));
    }

    private static String memory(Footprint footprint) {
        return String.format(
                Locale.ROOT,
                "%.0f MB resident, %.0f MB proportional",
                footprint.residentMib(),
                footprint.proportionalMib());
    }

    private static String perGib(Figures figures) {
        return String.format(Locale.ROOT, "%.2f", MIB_PER_GIB / figures.whole().proportionalMib());
    }

    private static String share(double ours, double other) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * ours / other);
    }
}
