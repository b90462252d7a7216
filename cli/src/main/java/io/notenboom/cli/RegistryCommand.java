// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code notenboom registry}: what an operator or auditor does with a registry's files. */
@Command(
        name = "registry",
        description = "Works with the files of a registry.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class RegistryCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    private RegistryCommand() {}

    /**
     * The command with its sub-commands.
     *
     * @param home the source tree
     */
    public static CommandLine commandLine(Path home) {
        return new CommandLine(new RegistryCommand()).addSubcommand(new RegistryVerifyCommand(home));
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
