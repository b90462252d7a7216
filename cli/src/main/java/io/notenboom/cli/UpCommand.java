// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import io.notenboom.custody.CustodyException;
import io.notenboom.launcher.node.DevelopmentAuthority;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeSpec;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.ProcessStartException;
import io.notenboom.launcher.process.RemoteSupervisor;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code notenboom up}: one node on this machine, with all it needs, until it is interrupted. */
@Command(
        name = "up",
        description = {
            "One node on this machine, with all it needs: Redis, a key custodian, the three services, the AAA-proxy, and a"
                    + " development Foundation of its own. Ctrl-C ends it; the next start goes on where it stopped."
        },
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    private static final long REFILL_SECONDS = 30;

    private final Path home;
    private final InstantSource clock;

    @Option(names = "--data", description = "Folder of the node (default: .notenboom/node in the source tree).")
    @Nullable
    Path data;

    @Option(names = "--customer", defaultValue = "local0", description = "Customer id (default: ${DEFAULT-VALUE}).")
    String customer = "local0";

    @Option(names = "--small", description = "Registry, authorization server and PDP in one process: less memory.")
    boolean small;

    /**
     * @param home the source tree
     * @param clock for certificates
     */
    public UpCommand(Path home, InstantSource clock) {
        this.home = home;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path folder = data == null ? home.resolve(".notenboom/node") : data;
        NodeSpec spec;
        try {
            NodeSpec usual = NodeSpec.of("node", customer, "local", NodeSpec.allServices(), null, List.of());
            spec = small ? usual.asSmall() : usual;
        } catch (IllegalArgumentException unfit) {
            System.err.println("notenboom: " + unfit.getMessage());
            return 2;
        }
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        NodeFolder nodeFolder = new NodeFolder(folder);
        try (RemoteSupervisor supervisor =
                RemoteSupervisor.start(nodeFolder.supervisor(), line -> out.println("  " + line))) {
            Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close));
            return run(spec, nodeFolder, supervisor, out);
        } catch (ProcessStartException | IllegalStateException | UncheckedIOException | CustodyException failure) {
            System.err.println(
                    "notenboom: the node in " + nodeFolder.root() + " cannot be started: " + failure.getMessage());
            return 1;
        }
    }

    private int run(NodeSpec spec, NodeFolder folder, RemoteSupervisor supervisor, PrintStream out)
            throws InterruptedException {
        if (supervisor.endedAtStart() > 0) {
            out.println("Ended " + supervisor.endedAtStart() + " processes that an earlier run left behind.");
        }
        out.println("Starting a node in " + folder.root() + " ...");
        Node node = new Node(spec, folder, new Distribution(home), new DevelopmentAuthority(clock), supervisor);
        node.start();
        tell(node, out);
        while (!endedWithin(REFILL_SECONDS, supervisor)) {
            try {
                node.fillKeyPool();
            } catch (CustodyException failure) {
                System.err.println("notenboom: no keys could be added to the pool: " + failure.getMessage());
            }
        }
        int left = folder.supervisor().endLeft();
        System.err.println(
                "notenboom: the supervisor was killed; ended the " + left + " processes that it left behind");
        return 1;
    }

    private static boolean endedWithin(long seconds, RemoteSupervisor supervisor) throws InterruptedException {
        try {
            supervisor.onEnd().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException runsOn) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void tell(Node node, PrintStream out) {
        out.println("The node is up. This is development mode: not for real data.");
        for (ServiceKind service : ServiceKind.values()) {
            out.printf(
                    "  %-9s internal %s, health %s/q/health%n",
                    service.shortName(), node.internalUrl(service), node.managementUrl(service));
        }
        out.printf("  public    authorization server %s, AAA-proxy %s%n", node.publicUrl(), node.proxyUrl());
        out.printf("  peers     %s%n", node.peerUrl());
        out.printf("  Redis     %s%n", node.redisOrigin());
        out.printf(
                "  tokens    %s (administrator), %s (EHR)%n",
                node.secrets().apiTokens().file("administrator"),
                node.secrets().apiTokens().file("ehr"));
        out.printf(
                "Try: curl -s -H \"Authorization: Bearer $(cat '%s')\" %s/registry/v1/convergence%n",
                node.secrets().apiTokens().file("ehr"), node.internalUrl(ServiceKind.REGISTRY));
    }
}
