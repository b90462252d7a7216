// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event whose bytes have the right form, and of which nothing else is known: not its signer, not its place in a stream.
 *
 * @param id computed from the bytes
 * @param header protected header
 * @param payload payload
 * @param certificates certificates that it brings
 * @param compact the compact JWS
 */
public record UnverifiedEvent(
        EventId id, EventHeader header, RegistryEvent payload, SignerCertificates certificates, String compact) {

    /** All parts are there. */
    public UnverifiedEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(certificates, "certificates");
        Objects.requireNonNull(compact, "compact");
    }

    /** The stream it says it belongs to: of a genesis the event's own id. */
    public EventId stream() {
        EventId named = header.stream();
        return named == null ? id : named;
    }

    /**
     * The certificates that an event brings and with which it or later events can be signed. Read apart from the payload, and
     * alike in every version of an event type: whether a signature counts must never depend on how much of the payload a node
     * understands.
     *
     * @param own PEM text of what the event's own signer may be: {@code caCertificate} of a VendorRegistration,
     *     {@code certificate} of a ContractProposal or FoundationRegistration; null if there is none
     * @param operations PEM text of {@code operations} of a FoundationRegistration; null if there is none
     */
    public record SignerCertificates(
            @Nullable String own, @Nullable String operations) {

        static SignerCertificates in(String type, ObjectNode payload) {
            return switch (type) {
                case VendorRegistration.TYPE -> new SignerCertificates(text(payload, "caCertificate"), null);
                case ContractProposal.TYPE -> new SignerCertificates(text(payload, "certificate"), null);
                case FoundationRegistration.TYPE ->
                    new SignerCertificates(text(payload, "certificate"), text(payload, "operations"));
                default -> new SignerCertificates(null, null);
            };
        }

        private static @Nullable String text(ObjectNode payload, String name) {
            JsonNode value = payload.path(name);
            return value.isTextual() ? value.textValue() : null;
        }
    }
}
