// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.revocation;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.revocation.RevocationLists;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.revocation.OwnRevocations;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Wires the Foundation's revocation list. */
final class RevocationBeans {

    @Produces
    @Singleton
    PeerRevocations peerRevocations(
            FoundationNode foundation,
            OwnRevocations own,
            GuardedHttpClient http,
            NodeConfig node,
            RevocationConfig config,
            InstantSource clock) {
        return new PeerRevocations(
                foundation.root(),
                own.foundationOrNull(),
                new RevocationLists(http, node.dataDir().resolve("revocation-lists"), clock, config.every()),
                clock);
    }

    void close(@Disposes PeerRevocations revocations) {
        revocations.close();
    }
}
