// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.RunFolder;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.WritesUnderFire;
import io.notenboom.e2e.drill.registry.Vendor.State;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.RemoteSupervisor;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code notenboom drill registry}: a Foundation and four vendors, each with a registry of its own. */
public final class RegistryDrill {

    private static final List<String> VENDORS = List.of("a", "b", "c", "d");
    private static final int WRITES = 5;

    private final Path home;
    private final InstantSource clock;
    private final List<String> organisations = new ArrayList<>();
    private @Nullable RegistryNetwork network;

    /** @param home root of the built source tree */
    public RegistryDrill(Path home, InstantSource clock) {
        this.home = home;
        this.clock = clock;
    }

    /** Runs the drill; answers the exit status. */
    public int run(PrintStream out) {
        Drill drill = new Drill(out);
        Path folder = RunFolder.create(home);
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(RunFolder.supervisor(folder))) {
            if (drill.check(
                    "five registries start, four vendors enrol and register", () -> start(folder, supervisor))) {
                drill.check("all have the same heads and show the same", this::converge);
                drill.check("a partition: both sides write, then it heals", this::partition);
                drill.check("a registry is killed while it is written to", this::kill);
                new CopiedFolderDrill(network(), organisations).run(drill);
                new FoundationDrill(network(), organisations, clock).run(drill);
                new DirectoryDrill(network(), organisations).run(drill);
                new VerifyDrill(network(), home).run(drill);
                new HostilePeerDrill(network(), organisations, clock).run(drill);
            }
        } finally {
            if (network != null) {
                network.close();
            }
        }
        drill.note("logs in " + folder);
        new FiguresDrill(home).run(drill);
        return drill.finish();
    }

    private RegistryNetwork network() {
        return Objects.requireNonNull(network, "not started");
    }

    private String start(Path folder, RemoteSupervisor supervisor) {
        RegistryNetwork started = new RegistryNetwork(folder, home, supervisor, clock, labels());
        network = started;
        started.start(VENDORS);
        for (int index = 0; index < VENDORS.size(); index++) {
            organisations.add(started.vendor(index).contract("4747100" + index, "Zorggroep " + VENDORS.get(index)));
        }
        return supervisor.processes().size() + " processes";
    }

    private static List<String> labels() {
        List<String> labels = new ArrayList<>(VENDORS);
        labels.add(HostilePeerDrill.LABEL);
        return labels;
    }

    private String converge() {
        return network().converge(network().all(), 1).inWords();
    }

    private String partition() {
        List<Vendor> left =
                List.of(network().foundation(), network().vendor(0), network().vendor(1));
        List<Vendor> right = List.of(network().vendor(2), network().vendor(3));
        long before = network().foundation().state().events();
        network().names().separate(Set.of("c", "d"));
        for (int write = 0; write < WRITES; write++) {
            var _ = network().vendor(0).endpoint(organisations.get(0), "left-" + write);
            var _ = network().vendor(2).endpoint(organisations.get(2), "right-" + write);
        }
        State leftState = network().converge(left, before + WRITES);
        State rightState = network().converge(right, before + WRITES);
        if (leftState.headsRoot().equals(rightState.headsRoot())) {
            throw new StepFailure("the sides agree although they are separated: the drill shows nothing");
        }
        network().names().heal();
        State healed = network().converge(network().all(), before + 2 * WRITES);
        return "apart with " + leftState.events() + " and " + rightState.events() + " events, then " + healed.inWords();
    }

    private String kill() {
        Vendor writer = network().vendor(1);
        String organisation = organisations.get(1);
        String seen = new WritesUnderFire(network().supervision())
                .run(
                        writer.party().node().processName(ServiceKind.REGISTRY),
                        number -> Optional.of(writer.endpoint(organisation, "fire-" + number)),
                        endpoint -> writer.shows(organisation, endpoint));
        return seen + "; " + network().converge(network().all(), 1).inWords();
    }
}
