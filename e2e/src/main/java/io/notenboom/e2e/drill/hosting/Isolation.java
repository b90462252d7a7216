// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import io.notenboom.e2e.drill.Drill;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Everything that one customer has, tried at another customer's node: nothing but refusals. */
final class Isolation {

    private static final int ALL = Integer.MAX_VALUE;

    /** A custodian takes seconds to open: its key is made of a passphrase slowly. */
    private static final int SOME = 4;

    private final Path home;
    private final Path work;
    private final HostedFleet fleet;
    private final InstantSource clock;

    /** @param work an own folder */
    Isolation(Path home, Path work, HostedFleet fleet, InstantSource clock) {
        this.home = home;
        this.work = work;
        this.fleet = fleet;
        this.clock = clock;
    }

    /** A trial of what one customer has at another's node. */
    @FunctionalInterface
    private interface Trial {

        /** Answers how many things were refused. */
        int refused(HostedNode owner, HostedNode other) throws Exception;
    }

    void run(Drill drill) {
        IsolationWalk walk = new IsolationWalk(home, fleet);
        drill.check("API tokens of another customer at every operation", () -> walk.run(clock.instant()));
        drill.check("API tokens of customers at the control plane", walk::askControlPlane);
        drill.check(
                "certificates of another customer at every listener",
                () -> pairs(ALL, new CertificateTrials(home)::refused));
        drill.check(
                "access tokens, gateways' keys and idempotency keys of another customer",
                () -> pairs(ALL, new TokenTrials(fleet.http(), clock)::refused));
        if (fleet.hasVault()) {
            drill.check("keys of another customer at the Vault", () -> pairs(ALL, new VaultTrials(fleet)::refused));
        } else {
            drill.check(
                    "keys of another customer at the custodian: sealed files",
                    () -> pairs(SOME, new CustodianTrials(work.resolve("custodians"))::refused));
        }
        drill.check(
                "users and prefixes of another customer at Redis, recorded there",
                () -> pairs(ALL, RedisTrials::refused));
        backup(drill);
    }

    /** The nodes of so many customers, each with what the customer after it has. */
    private String pairs(int most, Trial trial) throws Exception {
        List<HostedNode> nodes = fleet.nodesWithout(List.of());
        int pairs = Math.min(most, nodes.size());
        int refused = 0;
        for (int index = 0; index < pairs; index++) {
            refused += trial.refused(nodes.get(index), nodes.get((index + 1) % nodes.size()));
        }
        return refused + " refusals at " + pairs + " of " + nodes.size() + " nodes";
    }

    private void backup(Drill drill) {
        String what = "the backup key of another customer at a backup";
        HostedNode owner = fleet.node(fleet.ids().getFirst());
        HostedNode other = fleet.node(fleet.ids().get(1));
        if (fleet.hasVault()) {
            drill.notRun(what, "with sealed files only");
        } else {
            drill.check(what, () -> new BackupTrials(home, work.resolve("backup")).run(owner, other));
        }
    }
}
