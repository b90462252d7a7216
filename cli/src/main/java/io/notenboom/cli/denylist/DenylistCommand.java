// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.denylist;

import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code notenboom denylist}: keeps a list of certificates that nobody should accept, and signs it. */
@Command(
        name = "denylist",
        description = "Keeps, signs and shows a denylist of certificates.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class DenylistCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    private DenylistCommand() {}

    /** The command with its sub-commands. */
    public static CommandLine commandLine(InstantSource clock) {
        return new CommandLine(new DenylistCommand())
                .addSubcommand(new DenylistAddCommand())
                .addSubcommand(new DenylistRemoveCommand())
                .addSubcommand(new DenylistSignCommand(clock))
                .addSubcommand(new DenylistShowCommand(clock));
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
