// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.tls;

import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code notenboom tls}: key, request and certificate of a listener. */
@Command(
        name = "tls",
        description =
                "Makes keys and requests for the certificate of a listener, and installs what the authority answers.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class TlsCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    private TlsCommand() {}

    /** The command with its sub-commands. */
    public static CommandLine commandLine(InstantSource clock) {
        return new CommandLine(new TlsCommand())
                .addSubcommand(new TlsRequestCommand())
                .addSubcommand(new TlsInstallCommand(clock))
                .addSubcommand(new TlsShowCommand(clock));
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
