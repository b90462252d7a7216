// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.vault;

import io.notenboom.custody.CustodyException;
import io.notenboom.vault.CustomerNames;
import io.notenboom.vault.VaultClient;
import io.notenboom.vault.customer.CustomerMounts;
import io.notenboom.vault.http.VaultServer;
import io.notenboom.vault.login.TokenFileLogin;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options that say which Vault, as whom, for which customer; and what commands with them share. */
final class VaultAccess {

    /** What a command does. */
    @FunctionalInterface
    interface Work {
        void run(CustomerMounts mounts, CustomerNames names, PrintWriter out);
    }

    @Spec(Target.MIXEE)
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--address", required = true, description = "https://host[:port] of the Vault.")
    URI address = URI.create("https://vault.invalid");

    @Option(names = "--token-file", required = true, description = "File with a token that has the host's policy.")
    Path tokenFile = Path.of("token");

    @Option(names = "--namespace", description = "Namespace, where the Vault has namespaces.")
    @Nullable
    String namespace;

    @Option(names = "--ca-file", description = "PEM bundle of the authorities of the Vault's certificate.")
    @Nullable
    Path caFile;

    @Option(names = "--customer", required = true, description = "Customer id: a letter and five letters or digits.")
    String customer = "";

    /** Does the work and tells how it ended: 0 done, 1 not possible, 2 wrong arguments. */
    int run(InstantSource clock, Work work) {
        PrintWriter out = spec.commandLine().getOut();
        try (VaultClient host =
                VaultClient.of(new VaultServer(address, namespace, caFile), new TokenFileLogin(tokenFile), clock)) {
            work.run(new CustomerMounts(host), new CustomerNames(customer), out);
            out.flush();
            return 0;
        } catch (CustodyException | UncheckedIOException failure) {
            return failed(1, String.valueOf(failure.getMessage()));
        } catch (IllegalArgumentException unfit) {
            return failed(2, String.valueOf(unfit.getMessage()));
        }
    }

    private int failed(int status, String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("notenboom: " + why);
        err.flush();
        return status;
    }
}
