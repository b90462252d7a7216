// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An event whose bytes have the right form, and of which nothing else is known: not its signer, not its place in a stream.
 * Only {@link EventCodec} makes one, so that whoever has one need not look at the form again. Equal are events of the same
 * bytes.
 */
public final class UnverifiedEvent {

    private final EventId id;
    private final EventHeader header;
    private final RegistryEvent payload;
    private final SignerCertificates certificates;
    private final String compact;

    UnverifiedEvent(
            EventId id, EventHeader header, RegistryEvent payload, SignerCertificates certificates, String compact) {
        this.id = id;
        this.header = header;
        this.payload = payload;
        this.certificates = certificates;
        this.compact = compact;
    }

    /** Its id, computed from the bytes. */
    public EventId id() {
        return id;
    }

    /** Its protected header. */
    public EventHeader header() {
        return header;
    }

    /** Its payload. */
    public RegistryEvent payload() {
        return payload;
    }

    /** The certificates that it brings. */
    public SignerCertificates certificates() {
        return certificates;
    }

    /** The compact JWS. */
    public String compact() {
        return compact;
    }

    /** What is signed: protected header and payload as they stand, joined by a dot. */
    public String signingInput() {
        return compact.substring(0, compact.lastIndexOf('.'));
    }

    /** The signature as it stands, in base64url. */
    public String signature() {
        return compact.substring(compact.lastIndexOf('.') + 1);
    }

    /** The stream it says it belongs to: of a genesis the event's own id. */
    public EventId stream() {
        EventId named = header.stream();
        return named == null ? id : named;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UnverifiedEvent that && compact.equals(that.compact);
    }

    @Override
    public int hashCode() {
        return compact.hashCode();
    }

    /** The id: a text of thousands of characters helps nobody. */
    @Override
    public String toString() {
        return id.value();
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
