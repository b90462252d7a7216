// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.vault;

import io.notenboom.vault.customer.NodeIdentity;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code notenboom vault provision}: engines, policies and roles of a customer; can be done again. */
@Command(
        name = "provision",
        description = {
            "Sets a customer up: an engine for its keys, one for their records, policies, roles. Doing it again puts right"
                    + " what differs and leaves keys as they are.",
            "Services log in with an AppRole, or with the service account of their pods when --kubernetes-namespace is given."
        },
        mixinStandardHelpOptions = true)
final class VaultProvisionCommand implements Callable<Integer> {

    /** The service account of the customer's pods. */
    static final class ServiceAccount {

        @Option(names = "--kubernetes-namespace", required = true, description = "The customer's namespace.")
        String namespace = "";

        @Option(names = "--service-account", description = "What its pods run as (default: ${DEFAULT-VALUE}).")
        String name = "node";

        @Option(names = "--audience", description = "Audience of their tokens (default: ${DEFAULT-VALUE}).")
        String audience = "vault";
    }

    private final InstantSource clock;

    @Mixin
    VaultAccess access = new VaultAccess();

    @ArgGroup(exclusive = false)
    @Nullable
    ServiceAccount account;

    VaultProvisionCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        return access.run(clock, (mounts, names, out) -> {
            ServiceAccount pods = account;
            mounts.provision(
                    names,
                    pods == null
                            ? new NodeIdentity.AppRole()
                            : new NodeIdentity.Kubernetes(pods.namespace, pods.name, pods.audience));
            out.println("customer " + names.customer() + " is set up: " + names.keysMount() + "/, "
                    + names.recordsMount() + "/, role " + names.node());
        });
    }
}
