// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.RunFolder;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.shown.ShownByTests;
import io.notenboom.launcher.hosting.HostingLaunch;
import io.notenboom.launcher.hosting.LocalVault;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.process.RemoteSupervisor;
import io.notenboom.vault.customer.CustomerPolicies;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code notenboom drill hosting}: twenty customers on one machine, or another number. */
public final class HostingDrill {

    private static final Duration PROVISION = Duration.ofSeconds(60);

    /** A Redis and the services, which are one process at least. */
    private static final int FEWEST_PROCESSES = 2;

    private static final Duration BEGINNING = Duration.ofMinutes(10);

    private final Path home;
    private final InstantSource clock;
    private final HostingOptions options;
    private final List<Long> seconds = new ArrayList<>();
    private @Nullable HostedFleet started;

    /** @param home root of the built source tree */
    public HostingDrill(Path home, InstantSource clock, HostingOptions options) {
        this.home = home;
        this.clock = clock;
        this.options = options;
    }

    /** Runs the drill; answers the exit status. Ends all that it started, also when it is interrupted. */
    public int run(PrintStream out) {
        Drill drill = new Drill(out);
        Path folder = RunFolder.create(home);
        RemoteSupervisor supervisor = RemoteSupervisor.start(RunFolder.supervisor(folder));
        StartedNodes nodes = new StartedNodes(supervisor, RunFolder.hosting(folder));
        Runtime.getRuntime().addShutdownHook(new Thread(nodes::end));
        try {
            run(drill, folder, supervisor);
        } finally {
            nodes.end();
        }
        chart(drill, folder);
        drill.note("logs in " + folder);
        return drill.finish();
    }

    private void run(Drill drill, Path folder, RemoteSupervisor supervisor) {
        BlockedCertificate blocked = blocked(folder);
        if (!drill.check("a control plane and a Foundation start", () -> start(folder, supervisor, blocked))
                || !drill.check("customers come to be", () -> provision(drill))) {
            return;
        }
        drill.check("each within " + PROVISION.toSeconds() + " s from its first step to its last", this::quickly);
        if (!drill.check("the control plane is killed while it provisions", () -> kill(supervisor))) {
            return;
        }
        drill.check("all of them together", this::size);
        new Isolation(home, folder.resolve("isolation"), fleet(), clock).run(drill);
        drill.check("a certificate is blocked, the others are untouched", () -> blocked.run(fleet()));
        drill.check("a customer is paused and resumed, the others are untouched", this::pause);
        new PasswordChecks(fleet()).run(drill);
        new UpgradeChecks(fleet()).run(drill);
        new EndOfACustomer(fleet()).run(drill);
    }

    private BlockedCertificate blocked(Path folder) {
        try {
            return new BlockedCertificate(folder.resolve("denylist"), clock);
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException("no denylist can be made", failure);
        }
    }

    private HostedFleet fleet() {
        return Objects.requireNonNull(started, "not started");
    }

    private String start(Path folder, RemoteSupervisor supervisor, BlockedCertificate blocked) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "notenboom.hosting.memory-mib",
                "262144",
                "notenboom.hosting.pace.steady",
                "20s",
                "notenboom.hosting.software.\"" + UpgradeChecks.NEXT + "\"",
                next(folder).toString(),
                "notenboom.hosting.software.\"" + UpgradeChecks.BROKEN + "\"",
                Files.createDirectories(folder.resolve("broken")).toString()));
        settings.putAll(blocked.settings());
        if (options.vault()) {
            Path program = LocalVault.program(home)
                    .orElseThrow(() -> new StepFailure("there is no program bao: see ./notenboom hosting up --help"));
            settings.putAll(
                    HostingLaunch.startVault(RunFolder.hosting(folder), program, clock, CustomerPolicies.host()));
        }
        HostingLaunch launch = new HostingLaunch(home, RunFolder.hosting(folder), supervisor, clock, settings);
        launch.start();
        started = new HostedFleet(launch, options, settings, new Distribution(home).version(), clock);
        return launch.url();
    }

    /** The same software under another version, in another place. */
    private Path next(Path folder) throws IOException {
        Path next = Files.createDirectories(folder.resolve("next"));
        for (String module : List.of("registry-service", "auth-service", "pdp-service", "small-node", "aaa-proxy")) {
            Files.createSymbolicLink(next.resolve(module), home.resolve(module));
        }
        return next;
    }

    /** All but the last, which is taken while the control plane is killed. */
    private String provision(Drill drill) {
        List<String> ids = fleet().ids().subList(0, fleet().ids().size() - 1);
        long began = System.nanoTime();
        ids.forEach(fleet()::create);
        for (String id : ids) {
            JsonNode customer = fleet().await(id, "ready");
            seconds.add(HostedFleet.provisioned(customer).toSeconds());
            drill.note(id + " is ready, " + seconds.getLast() + " s from its first step; " + seconds.size() + " of "
                    + ids.size() + " after " + secondsSince(began) + " s");
        }
        return ids.size() + " customers in " + secondsSince(began) + " s";
    }

    private static long secondsSince(long began) {
        return (System.nanoTime() - began) / 1_000_000_000;
    }

    private String quickly() {
        List<Long> sorted = seconds.stream().sorted().toList();
        String figures = "median " + sorted.get(sorted.size() / 2) + " s, longest " + sorted.getLast() + " s";
        long late = sorted.stream().filter(took -> took > PROVISION.toSeconds()).count();
        if (late > 0) {
            throw new StepFailure(late + " of " + sorted.size() + " took longer: " + figures
                    + "; on a machine that does something else, this says nothing");
        }
        return figures;
    }

    private String kill(RemoteSupervisor supervisor) {
        String last = fleet().ids().getLast();
        Map<String, Map<String, Long>> before = fleet().processesWithout(List.of(last));
        fleet().create(last);
        var _ = Await.until("the node of " + last + " is being made", BEGINNING, () -> Optional.of(fleet().show(last))
                .filter(customer -> customer.path("conditions").size() > 3));
        var _ = supervisor.killAndAwaitRestart(HostingLaunch.PROCESS);
        var _ = fleet().await(last, "ready");
        if (!fleet().processesWithout(List.of(last)).equals(before)) {
            throw new StepFailure("nodes that ran were started anew");
        }
        return last + " got ready, and " + before.size() + " nodes ran on in the same processes";
    }

    private String size() {
        List<Long> memory =
                fleet().ids().stream().map(fleet()::memoryMib).sorted().toList();
        Map<String, Map<String, Long>> all = fleet().processesWithout(List.of());
        all.forEach((id, of) -> {
            if (of.size() < FEWEST_PROCESSES) {
                throw new StepFailure("of " + id + " these run only: " + of.keySet());
            }
        });
        if (memory.getFirst() == 0) {
            throw new StepFailure("the memory of a node cannot be read");
        }
        long processes = all.values().stream().mapToLong(Map::size).sum();
        return processes + " processes, memory of a node " + memory.getFirst() + " to " + memory.getLast()
                + " MiB, median " + memory.get(memory.size() / 2) + ", together "
                + memory.stream().mapToLong(Long::longValue).sum() + " MiB";
    }

    private String pause() {
        String paused = fleet().ids().get(1);
        Map<String, Map<String, Long>> before = fleet().processesWithout(List.of(paused));
        Set<String> active = fleet().processes(paused).keySet();
        fleet().desire(paused, "paused");
        var _ = fleet().await(paused, "paused");
        Set<String> left = fleet().processes(paused).keySet();
        if (!left.equals(Set.of(paused + "/auth", paused + "/redis"))) {
            throw new StepFailure("of a paused customer these run: " + left);
        }
        fleet().desire(paused, "active");
        var _ = fleet().await(paused, "ready");
        if (!fleet().processes(paused).keySet().equals(active)) {
            throw new StepFailure("of a resumed customer these run: "
                    + fleet().processes(paused).keySet() + ", before it was paused " + active);
        }
        if (!fleet().processesWithout(List.of(paused)).equals(before)) {
            throw new StepFailure("another customer's processes changed");
        }
        return left.size() + " processes while it was paused, " + active.size() + " afterwards";
    }

    /** By the real engine of Helm, which the tests of the chart have in them. */
    private void chart(Drill drill, Path folder) {
        try {
            ShownByTests tests = new ShownByTests(home, folder.resolve("tests.log"));
            tests.line("the Helm chart keeps the policy of manifests", "HelmChartTest");
            tests.line("manifests of customers keep it, too, and share no name", "ManifestPolicyTest");
            tests.line("the policy finds what breaks it", "ManifestPolicyRulesTest");
            tests.line("identities at a Vault reach nothing of another customer", "IsolationOn(StandIn|Server)Test");
            if (!tests.run(drill)) {
                drill.notRun("the Helm chart", "its tests do not run here; see " + folder.resolve("tests.log"));
            }
        } catch (IOException failure) {
            drill.notRun("the Helm chart", "its tests cannot be read: " + failure.getMessage());
        }
    }
}
