// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.revocation;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.revocation.Denylists;
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
    RevocationLists revocationLists(
            GuardedHttpClient http, NodeConfig node, RevocationConfig config, InstantSource clock) {
        return new RevocationLists(http, node.dataDir().resolve("revocation-lists"), clock, config.every());
    }

    @Produces
    @Singleton
    PeerRevocations peerRevocations(
            FoundationNode foundation,
            OwnRevocations own,
            RevocationLists lists,
            Denylists denylists,
            InstantSource clock) {
        return new PeerRevocations(foundation.root(), own.foundationOrNull(), lists, denylists, clock);
    }

    void close(@Disposes PeerRevocations revocations) {
        revocations.close();
    }
}
