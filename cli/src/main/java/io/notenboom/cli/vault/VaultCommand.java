// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.vault;

import io.notenboom.vault.customer.CustomerPolicies;
import java.io.PrintWriter;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code notenboom vault}: sets customers up in the host's Vault, and removes them. */
@Command(
        name = "vault",
        description = {
            "Sets customers up in the host's HashiCorp Vault or OpenBao, delivers logins to their services, keeps their pool"
                    + " of keys filled, and removes them.",
            "Exit status: 0 done, 1 not possible, 2 wrong arguments."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class VaultCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    private VaultCommand() {}

    /** The command with its sub-commands. */
    public static CommandLine commandLine(InstantSource clock) {
        return new CommandLine(new VaultCommand())
                .addSubcommand(new PolicyCommand())
                .addSubcommand(new VaultProvisionCommand(clock))
                .addSubcommand(new VaultWrapCommand(clock))
                .addSubcommand(new VaultKeysCommand(clock))
                .addSubcommand(new VaultRemoveCommand(clock));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** {@code notenboom vault policy}: what the host's own identity has to be allowed. */
    @Command(
            name = "policy",
            description = "Prints the policy of the host's identity, for `bao policy write notenboom-host -`.",
            mixinStandardHelpOptions = true)
    static final class PolicyCommand implements Runnable {

        @Spec
        CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            PrintWriter out = spec.commandLine().getOut();
            out.print(CustomerPolicies.host());
            out.flush();
        }
    }
}
