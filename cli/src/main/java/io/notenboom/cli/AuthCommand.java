// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code notenboom auth}: what shows that the authorization server and wallet are compatible. */
@Command(
        name = "auth",
        description = "Checks the authorization server and wallet.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class AuthCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    private AuthCommand() {}

    /**
     * The command with its sub-commands.
     *
     * @param home the source tree
     */
    public static CommandLine commandLine(Path home) {
        return new CommandLine(new AuthCommand()).addSubcommand(new AuthVectorsCommand(home));
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
