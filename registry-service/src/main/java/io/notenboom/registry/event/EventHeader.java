// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The protected header of an event.
 *
 * @param algorithm JWS algorithm: ES256, ES384 or PS256
 * @param network identifier of the network, see {@link NetworkId}
 * @param stream id of the stream's genesis; null in the genesis itself
 * @param sequence position in the stream, 0 for the genesis
 * @param previous id of the event before this one; null in the genesis
 * @param issuedAt the seed's date of issue, whole seconds
 * @param type name of the event type
 * @param version version of the event type, 1 or higher
 * @param signerThumbprint base64url SHA-256 of the signing certificate (RFC 7515 §4.1.8)
 */
public record EventHeader(
        String algorithm,
        String network,
        @Nullable EventId stream,
        long sequence,
        @Nullable EventId previous,
        Instant issuedAt,
        String type,
        int version,
        String signerThumbprint) {

    /** @throws IllegalArgumentException if a genesis names a stream or predecessor, or another event lacks one */
    public EventHeader {
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(issuedAt, "issuedAt");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(signerThumbprint, "signerThumbprint");
        boolean genesis = sequence == 0;
        if (sequence < 0 || genesis != (stream == null) || genesis != (previous == null)) {
            throw new IllegalArgumentException("only a genesis, with sequence 0, has no stream and no predecessor");
        }
    }

    /** Whether this is the first event of a stream. */
    public boolean isGenesis() {
        return sequence == 0;
    }
}
