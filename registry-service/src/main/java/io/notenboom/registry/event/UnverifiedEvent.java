// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import java.util.Objects;

/**
 * An event whose bytes have the right form, and of which nothing else is known: not its signer, not its place in a stream.
 *
 * @param id computed from the bytes
 * @param header protected header
 * @param payload payload
 * @param compact the compact JWS
 */
public record UnverifiedEvent(EventId id, EventHeader header, RegistryEvent payload, String compact) {

    /** All parts are there. */
    public UnverifiedEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(compact, "compact");
    }

    /** The stream it says it belongs to: of a genesis the event's own id. */
    public EventId stream() {
        EventId named = header.stream();
        return named == null ? id : named;
    }
}
