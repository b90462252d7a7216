// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.hosting;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.notenboom.cli.kubernetes.RenderCommand;
import io.notenboom.cli.kubernetes.StepCommand;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code notenboom hosting}. */
@Command(
        name = "hosting",
        description = "Customers and their nodes.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class HostingCommand implements Runnable {

    private final PrintStream out;

    @Spec
    CommandSpec spec = CommandSpec.create();

    private HostingCommand(PrintStream out) {
        this.out = out;
    }

    /** The command with its sub-commands. */
    public static CommandLine commandLine(Path home, InstantSource clock, PrintStream out, PrintStream err) {
        return HostingCalls.addTo(new CommandLine(new HostingCommand(out)), out, err)
                .addSubcommand(new HostingUpCommand(home, clock))
                .addSubcommand(new HostingDownCommand(home))
                .addSubcommand(new RenderCommand(out, err))
                .addSubcommand(new StepCommand(() -> new KubernetesClientBuilder().build(), out, err));
    }

    @Override
    public void run() {
        spec.commandLine().usage(out);
    }
}
