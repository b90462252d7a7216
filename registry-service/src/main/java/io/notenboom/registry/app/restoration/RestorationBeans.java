// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.restoration;

import io.notenboom.kit.restoring.ReadWhileRestoring;
import io.notenboom.registry.app.mcsd.OwnStreams;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.FoundationRegistration;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.issue.WriterPeers;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.restoration.StreamAgreement;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Predicate;

/**
 * Wires the comparison of own streams with peers: those of the node's vendor,
 * and on the Foundation's node that of the Foundation.
 */
final class RestorationBeans {

    @Produces
    @Singleton
    StreamAgreement streamAgreement(
            WriterPeers peers,
            IngestEvents ingest,
            OwnIdentityStore identity,
            RegistryProjection projection,
            FoundationNode foundation) {
        Predicate<EventId> ofVendor = new OwnStreams(identity, projection);
        boolean isFoundation = foundation.requests().isPresent();
        return new StreamAgreement(
                peers, ingest, stream -> ofVendor.test(stream) || (isFoundation && isOfFoundation(projection, stream)));
    }

    /** All that reads. */
    @Produces
    @Singleton
    ReadWhileRestoring readWhileRestoring() {
        return new ReadWhileRestoring(List.of("/registry/v1", "/enrolment/v1", "/mcsd", "/pki/v1"));
    }

    private static boolean isOfFoundation(RegistryProjection projection, EventId stream) {
        return projection
                .event(stream)
                .filter(genesis -> genesis.payload() instanceof FoundationRegistration)
                .isPresent();
    }
}
