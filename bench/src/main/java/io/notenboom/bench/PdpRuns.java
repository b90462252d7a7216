// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import io.notenboom.bench.load.Load;
import io.notenboom.bench.pdp.EngineBenchmark;
import io.notenboom.bench.pdp.PdpBenchmark;
import io.notenboom.bench.pdp.PdpBenchmark.Extent;
import io.notenboom.bench.pdp.PdpBenchmark.Figures;
import io.notenboom.bench.pdp.PdpBenchmark.Peers;
import io.notenboom.bench.scratch.ScratchFolder;
import io.notenboom.bench.search.Latency;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The decision point: its engine in this process, and as a process beside the Open Policy Agent. */
final class PdpRuns {

    private static final double BAR_MICROS = 20;
    private static final double MICROS_PER_MILLI = 1_000;
    private static final double TIMES_OPA = 1.5;
    private static final int PERCENT = 100;
    private static final String NONE = "–";
    private static final String METHOD = """
            engine: one thread of this process, from the raw request to the decision, the flows found in the replica of all, ten \
            resources each, ten flows for each receiver, at most 500,000 decisions or 3 s after 3 s of warm-up; of four requests one is \
            for a resource in no flow. Over HTTP: the decision point as a process with the settings of `./notenboom up`, on core 0; Redis \
            and the load on core 1 (`taskset`%s); %d connections, each of which sends its next request when it has its answer; 6 s for \
            each row after 2 s that do not count, before that until the compiler has little to do; a run in which a request is not \
            permitted fails. Every decision is on disk in the hash-chained log before it is answered, and the replica has asked Redis for \
            changes; the Open Policy Agent does neither. Forward auth with a known token takes what introspection said from memory, with \
            another token for each request it asks a stand-in of the authorization server on core 1. Through NGINX: one worker with \
            `auth_request` on core 1, which gives a file after a permit. The Open Policy Agent: its own server on core 0 (GOMAXPROCS=1), \
            with an equivalent policy in Rego and %,d flows as data by resource; the program is that of -Dnotenboom.opa, the variable OPA \
            or the PATH. Processor time: of the whole decision point or agent, compiler threads of Java not counted.""";

    private PdpRuns() {}

    /** Measures. */
    static Section run(Path home) throws Exception {
        Extent extent = Boolean.getBoolean("notenboom.bench.short") ? Extent.SHORT : Extent.FOR_FIGURES;
        List<String> rows = new ArrayList<>(engine());
        Figures figures;
        try (ScratchFolder folder = ScratchFolder.below(home.resolve("target"))) {
            figures = PdpBenchmark.measure(home, folder.path(), extent);
        }
        rows.addAll(overHttp(figures, extent));
        String pinning = figures.pinned() ? "" : ", which this machine did not allow";
        return new Section(
                "pdp",
                "Policy decision point",
                rows,
                String.format(Locale.ROOT, METHOD, pinning, PdpBenchmark.CONNECTIONS, extent.middle())
                        .replace("\n", " "));
    }

    private static List<String> engine() {
        List<String> rows = new ArrayList<>();
        List<Latency> found = new ArrayList<>();
        for (int flows : EngineBenchmark.SIZES) {
            Latency latency = EngineBenchmark.measure(flows);
            System.out.println("engine, " + flows + " flows: " + micros(latency));
            found.add(latency);
            rows.add(Section.row(
                    PdpBenchmark.row("engine", flows),
                    micros(latency),
                    "p99 " + Math.round(BAR_MICROS) + " µs",
                    percent(BAR_MICROS, latency.p99() * MICROS_PER_MILLI)));
        }
        rows.add(growth("engine, p50", found.getLast().p50() / found.getFirst().p50()));
        return rows;
    }

    /** What must not grow with the number of flows. */
    private static String growth(String what, double ratio) {
        return Section.row(
                what + " with the most flows, to that with the fewest",
                String.format(Locale.ROOT, "%.2f", ratio),
                "1: independent of their number",
                NONE);
    }

    private static List<String> overHttp(Figures figures, Extent extent) {
        List<String> rows = new ArrayList<>();
        figures.loads().forEach((what, load) -> rows.add(row(what, load, figures.peers())));
        Load few = figures.loads()
                .get(PdpBenchmark.row("AuthZEN evaluation", extent.sizes().getFirst()));
        Load many = figures.loads()
                .get(PdpBenchmark.row("AuthZEN evaluation", extent.sizes().getLast()));
        if (few != null && many != null) {
            rows.add(growth("AuthZEN evaluation, processor time", many.cpuMillisEach() / few.cpuMillisEach()));
        }
        rows.add(peer("through NGINX", figures.peers().nginx(), "nginx"));
        rows.add(peer("Open Policy Agent, the same questions", figures.peers().opa(), "opa"));
        figures.megabytes()
                .forEach((flows, megabytes) -> rows.add(Section.row(
                        PdpBenchmark.row("memory of the decision point", flows), megabytes + " MB", NONE, NONE)));
        return rows;
    }

    private static String peer(String what, Optional<Load> load, String program) {
        String found = load.map(Load::inWords).orElse("not measured: " + program + " is not installed");
        return Section.row(what, found, NONE, NONE);
    }

    private static String micros(Latency latency) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f, p99 %.1f µs",
                latency.p50() * MICROS_PER_MILLI,
                latency.p99() * MICROS_PER_MILLI);
    }

    private static String percent(double part, double whole) {
        return String.format(Locale.ROOT, "%.0f %%", PERCENT * part / whole);
    }

    private static String row(String what, Load load, Peers peers) {
        boolean compared = what.startsWith("AuthZEN") || what.startsWith("OPA");
        if (!compared || peers.opa().isEmpty()) {
            return Section.row(what, load.inWords(), NONE, NONE);
        }
        double bar = TIMES_OPA * peers.opa().get().perSecond();
        return Section.row(
                what,
                load.inWords(),
                String.format(Locale.ROOT, "%.0f/s: 1.5 times the Open Policy Agent", bar),
                percent(load.perSecond(), bar));
    }
}
