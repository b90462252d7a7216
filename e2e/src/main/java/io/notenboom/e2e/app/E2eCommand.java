// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.app;

import io.notenboom.e2e.classes.ClassesCommand;
import io.notenboom.e2e.demo.DemoCommand;
import io.notenboom.e2e.demo.DownCommand;
import io.notenboom.e2e.drill.DrillCommand;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the commands of the front door that run whole nodes. */
@Command(
        name = "notenboom",
        description = "Runs whole nodes: the demo and the drills.",
        mixinStandardHelpOptions = true)
public final class E2eCommand {

    private E2eCommand() {}

    /** Runs a sub-command and exits with its status. */
    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty("notenboom.home", "."))
                .toAbsolutePath()
                .normalize();
        System.exit(commandLine(home).execute(arguments));
    }

    /** The command with its sub-commands. */
    public static CommandLine commandLine(Path home) {
        return new CommandLine(new E2eCommand())
                .addSubcommand(new DemoCommand(Clock.systemUTC(), home))
                .addSubcommand(new DownCommand(home))
                .addSubcommand(new ClassesCommand(Clock.systemUTC(), home))
                .addSubcommand(new DrillCommand(Clock.systemUTC(), home));
    }
}
