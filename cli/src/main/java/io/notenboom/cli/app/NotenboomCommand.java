// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.app;

import io.notenboom.cli.AuthCommand;
import io.notenboom.cli.GatewayCommand;
import io.notenboom.cli.KeysCommand;
import io.notenboom.cli.PdpCommand;
import io.notenboom.cli.PepSelfTestCommand;
import io.notenboom.cli.RegistryCommand;
import io.notenboom.cli.UpCommand;
import io.notenboom.cli.denylist.DenylistCommand;
import io.notenboom.cli.hosting.HostingCommand;
import io.notenboom.cli.rotate.RotateCommand;
import io.notenboom.cli.tls.TlsCommand;
import io.notenboom.cli.token.TokenCommand;
import io.notenboom.cli.vault.VaultCommand;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of {@code notenboom up} and {@code notenboom cli}. */
@Command(
        name = "notenboom",
        description = "Sub-commands for operators.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class NotenboomCommand implements Runnable {

    private NotenboomCommand() {}

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** Runs a sub-command and exits with its status: 0 done, 1 failed, 2 wrong arguments. */
    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty("notenboom.home", "."))
                .toAbsolutePath()
                .normalize();
        System.exit(commandLine(home).execute(arguments));
    }

    static CommandLine commandLine(Path home) {
        return new CommandLine(new NotenboomCommand())
                .addSubcommand(new UpCommand(home, Clock.systemUTC()))
                .addSubcommand(new GatewayCommand())
                .addSubcommand(new PepSelfTestCommand(System.out, System.err))
                .addSubcommand(KeysCommand.commandLine())
                .addSubcommand(RegistryCommand.commandLine(home))
                .addSubcommand(DenylistCommand.commandLine(Clock.systemUTC()))
                .addSubcommand(RotateCommand.commandLine(System.out, System.err))
                .addSubcommand(TlsCommand.commandLine(Clock.systemUTC()))
                .addSubcommand(TokenCommand.commandLine(System.out, System.err))
                .addSubcommand(AuthCommand.commandLine(home))
                .addSubcommand(VaultCommand.commandLine(Clock.systemUTC()))
                .addSubcommand(PdpCommand.commandLine(home))
                .addSubcommand(HostingCommand.commandLine(home, Clock.systemUTC(), System.out, System.err));
    }
}
