// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.hosting;

import io.notenboom.launcher.hosting.HostingLaunch;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code notenboom hosting down}: ends the nodes of customers on this machine. */
@Command(
        name = "down",
        description =
                "Ends the nodes of customers on this machine, and the OpenBao of --vault; keys and data stay. A control plane"
                        + " that runs starts them again: end it first.",
        mixinStandardHelpOptions = true)
final class HostingDownCommand implements Callable<Integer> {

    private final Path home;

    @Option(names = "--data", description = "Folder of everything (default: .notenboom/hosting in the source tree).")
    @Nullable
    Path data;

    @Option(
            names = "--only",
            paramLabel = "ID",
            description = "The services of this customer's node only; its Redis runs on, for a restore.")
    @Nullable
    String only;

    HostingDownCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() {
        Path folder = data == null ? home.resolve(".notenboom/hosting") : data;
        if (only != null) {
            System.out.println("Ended " + HostingLaunch.endServices(folder.resolve("nodes"), only) + " services of "
                    + only + "; its Redis runs on.");
            return 0;
        }
        int ended = HostingLaunch.endNodes(folder.resolve("nodes"));
        HostingLaunch.endVault(folder);
        System.out.println("Ended " + ended + " nodes.");
        return 0;
    }
}
