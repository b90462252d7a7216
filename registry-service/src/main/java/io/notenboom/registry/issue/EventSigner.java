// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventFormat;
import io.notenboom.registry.event.EventHeader;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.NetworkId;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.Fingerprints;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Signs events with keys of the custodian. */
public final class EventSigner {

    /**
     * The place of a new event.
     *
     * @param stream id of the stream; null for a genesis
     * @param sequence sequence
     * @param previous id of the event before it; null for a genesis
     * @param issuedAt date of issue, whole seconds
     */
    public record Place(
            @Nullable EventId stream,
            long sequence,
            @Nullable EventId previous,
            Instant issuedAt) {}

    private final KeyCustodian custodian;
    private final NetworkId network;

    /** A signer for one network. */
    public EventSigner(KeyCustodian custodian, NetworkId network) {
        this.custodian = custodian;
        this.network = network;
    }

    /** The event in compact form. */
    public String sign(RegistryEvent payload, Place place, OwnCertificate signer, KeyPurpose purpose) {
        EventHeader header = new EventHeader(
                SignatureAlgorithm.forKey(signer.certificate().getPublicKey()).joseName(),
                network.value(),
                place.stream(),
                place.sequence(),
                place.previous(),
                place.issuedAt(),
                payload.type(),
                EventFormat.VERSION,
                Fingerprints.x5tS256(signer.certificate()));
        String input = EventCodec.signingInput(header, payload);
        byte[] signature = custodian.sign(signer.key(), purpose, input.getBytes(StandardCharsets.US_ASCII));
        return EventCodec.compact(input, signature);
    }
}
