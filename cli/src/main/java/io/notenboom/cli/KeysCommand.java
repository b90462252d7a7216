// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code notenboom cli keys}: what the host does with the keys of a customer. */
@Command(
        name = "keys",
        description = "Works with the keys of a customer, on the host.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class KeysCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    private KeysCommand() {}

    /** The command with its sub-commands. */
    public static CommandLine commandLine() {
        return new CommandLine(new KeysCommand()).addSubcommand(new KeysImportCommand());
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
