// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.vault;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code notenboom vault remove}: the end of a customer at the Vault. */
@Command(
        name = "remove",
        description =
                "Removes roles, policies and engines of a customer. Refused while it has keys, unless they may go.",
        mixinStandardHelpOptions = true)
final class VaultRemoveCommand implements Callable<Integer> {

    private final InstantSource clock;

    @Mixin
    VaultAccess access = new VaultAccess();

    @Option(names = "--destroy-keys", description = "Keys that are left may be destroyed for ever.")
    boolean destroyKeys;

    VaultRemoveCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        return access.run(clock, (mounts, names, out) -> {
            mounts.remove(names, destroyKeys);
            out.println("customer " + names.customer() + " is removed");
        });
    }
}
