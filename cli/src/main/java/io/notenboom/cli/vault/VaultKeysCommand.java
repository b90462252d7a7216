// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.vault;

import io.notenboom.custody.KeyPool;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.vault.TransitCustodianAdmin;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code notenboom vault keys}: lists a customer's keys, and fills its pool. */
@Command(
        name = "keys",
        description = "Lists the keys of a customer; with --fill creates those that its node may need soon first.",
        mixinStandardHelpOptions = true)
final class VaultKeysCommand implements Callable<Integer> {

    private final InstantSource clock;

    @Mixin
    VaultAccess access = new VaultAccess();

    @Option(names = "--fill", description = "Creates keys until enough of each purpose are ready that nobody uses yet.")
    boolean fill;

    @Option(names = "--foundation", description = "The customer is the Foundation of a network, which needs a root.")
    boolean foundation;

    VaultKeysCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        return access.run(clock, (mounts, names, out) -> {
            try (TransitCustodianAdmin custodian = mounts.openCustodian(names, clock)) {
                if (fill) {
                    EnumSet<KeyPurpose> purposes = EnumSet.allOf(KeyPurpose.class);
                    if (!foundation) {
                        purposes.remove(KeyPurpose.FOUNDATION_CA);
                    }
                    out.println("created " + new KeyPool(custodian, purposes).fill() + " keys");
                }
                custodian
                        .list()
                        .forEach(key -> out.printf(
                                "%-24s %-14s %s %s%n",
                                key.keyId(),
                                key.purpose().wireName(),
                                key.created(),
                                key.claimed() ? "in use" : "free"));
                custodian.unfinished().forEach(key -> out.printf("%-24s unfinished: nobody can use it%n", key));
            }
        });
    }
}
