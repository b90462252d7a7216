// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.revocation;

import io.notenboom.registry.event.CertificateRevocation;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.FoundationRegistration;
import io.notenboom.registry.ingest.StreamDirectory;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.revocation.RevocationEvents;
import io.notenboom.registry.stream.StreamHead;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The revocations that the log holds.
 *
 * @param directory the streams
 * @param projection what counts of them
 */
public record ProjectedRevocations(StreamDirectory directory, RegistryProjection projection)
        implements RevocationEvents {

    @Override
    public Optional<Instant> revokedAt(String thumbprint) {
        return projection.revocations().names(thumbprint) ? Optional.of(date(thumbprint)) : Optional.empty();
    }

    /** Date of the events that name it; a list tells it to its readers, and decides nothing by it. */
    private Instant date(String thumbprint) {
        return directory.heads().stream()
                .map(StreamHead::stream)
                .filter(this::isFoundations)
                .flatMap(stream -> projection
                        .last(
                                stream,
                                payload -> payload instanceof CertificateRevocation revocation
                                        && revocation.thumbprint().equals(thumbprint))
                        .stream())
                .map(event -> event.header().issuedAt())
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private boolean isFoundations(EventId stream) {
        return projection
                .event(stream)
                .filter(genesis -> genesis.payload() instanceof FoundationRegistration)
                .isPresent();
    }
}
