// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import java.util.Objects;

/**
 * The Foundation revokes a certificate for signatures on events. Position decides, not time: in the stream of the cutoff
 * everything that was signed with it up to and including that sequence stays valid, everything after it is void; in every
 * other stream everything signed with it is void. A node certificate is revoked for TLS by the same event.
 *
 * @param thumbprint base64url SHA-256 of the certificate
 * @param reason why, for people
 * @param cutoff the last place at which the certificate counts
 */
public record CertificateRevocation(String thumbprint, String reason, Cutoff cutoff) implements RegistryEvent {

    /** Name of this event type. */
    public static final String TYPE = "CertificateRevocation";

    /**
     * The last place at which a certificate counts.
     *
     * @param stream id of the stream
     * @param sequence sequence of the last event; -1 if nothing of the stream counts
     */
    public record Cutoff(EventId stream, long sequence) {

        /** @throws IllegalArgumentException if the sequence is below -1 */
        public Cutoff {
            Objects.requireNonNull(stream, "stream");
            if (sequence < -1) {
                throw new IllegalArgumentException("the sequence of a cutoff is -1 or higher");
            }
        }
    }

    /** @throws IllegalArgumentException if the thumbprint is not the base64url form of 32 bytes */
    public CertificateRevocation {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(cutoff, "cutoff");
        if (!EventId.hasForm(thumbprint)) {
            throw new IllegalArgumentException("a thumbprint is the base64url form of 32 bytes");
        }
    }

    @Override
    public String type() {
        return TYPE;
    }
}
