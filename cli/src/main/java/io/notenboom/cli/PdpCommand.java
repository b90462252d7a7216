// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code notenboom pdp}: what shows that the policy decision point decides as it shall, and has decided so. */
@Command(
        name = "pdp",
        description = {
            "Verifies and replays decision logs, runs tables and files of cases, signs profiles, writes the rules in Rego,"
                    + " restores flows that Redis lost."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class PdpCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    private PdpCommand() {}

    /**
     * The command with its sub-commands.
     *
     * @param home the source tree
     */
    public static CommandLine commandLine(Path home) {
        CommandLine command = new CommandLine(new PdpCommand())
                .addSubcommand(new PdpVectorsCommand(home))
                .addSubcommand(new PdpSignProfileCommand(home))
                .addSubcommand(PdpFlowsCommand.commandLine(System.out, System.err));
        PdpLogCommands.all(home).forEach(command::addSubcommand);
        PdpRulesCommands.all(home).forEach(command::addSubcommand);
        return command;
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
