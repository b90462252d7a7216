// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.vault;

import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.vault.customer.WrappedSecretId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code notenboom vault wrap}: a login for one service of a customer, that can be unwrapped once. */
@Command(
        name = "wrap",
        description = {
            "Writes a wrapped secret id for one service of a customer's node into a file that only its owner may read, and"
                    + " prints the id of the role, which is no secret. The one that the service had before ends."
        },
        mixinStandardHelpOptions = true)
final class VaultWrapCommand implements Callable<Integer> {

    private final InstantSource clock;

    @Mixin
    VaultAccess access = new VaultAccess();

    @Option(names = "--service", required = true, description = "Name of the service: registry, auth or backup.")
    String service = "";

    @Option(names = "--out", required = true, description = "File for the wrapped secret id.")
    Path out = Path.of("wrapped-secret-id");

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "How long it can be unwrapped (default: ${DEFAULT-VALUE}).")
    int minutes = 10;

    VaultWrapCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        return access.run(clock, (mounts, names, told) -> {
            if (minutes < 1 || minutes > 1_440) {
                throw new IllegalArgumentException("a secret id can be unwrapped for 1 to 1440 minutes");
            }
            WrappedSecretId wrapped = mounts.wrap(names, service, Duration.ofMinutes(minutes));
            Path written = NodeFolder.writePrivate(
                    out.toAbsolutePath(), wrapped.token().reveal() + "\n");
            told.println("notenboom.custody.vault.app-role.role-id=" + wrapped.roleId());
            told.println("notenboom.custody.vault.app-role.wrapped-secret-id-file=" + written);
        });
    }
}
