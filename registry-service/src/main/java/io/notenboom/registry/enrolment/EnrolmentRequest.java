// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as the Foundation keeps it.
 *
 * @param id its id
 * @param kind which certificate is asked for
 * @param name name of the vendor
 * @param kvk number of the vendor at the Chamber of Commerce, 8 digits
 * @param csr certification request, PEM
 * @param fingerprint SHA-256 of the key (SubjectPublicKeyInfo), hexadecimal with colons: to compare by telephone
 * @param tokenHashes hexadecimal SHA-256 of the tokens with which the outcome may be asked
 * @param status how far it is
 * @param certificate the certificate, PEM, once accepted
 * @param chain certificates above it, PEM each, once accepted
 * @param reason why it was refused or revoked
 * @param received RFC 3339 time of receipt
 * @param revoked RFC 3339 time of revocation, once revoked
 */
public record EnrolmentRequest(
        String id,
        EnrolmentKind kind,
        String name,
        String kvk,
        String csr,
        String fingerprint,
        List<String> tokenHashes,
        EnrolmentStatus status,
        @Nullable String certificate,
        List<String> chain,
        @Nullable String reason,
        String received,
        @Nullable String revoked) {

    /** The most tokens of one request; the oldest is dropped first. */
    private static final int MAX_TOKENS = 16;

    /** Copies its lists. */
    public EnrolmentRequest {
        tokenHashes = List.copyOf(tokenHashes);
        chain = List.copyOf(chain);
    }

    /** The same with one more token. */
    EnrolmentRequest withToken(String tokenHash) {
        List<String> hashes = new ArrayList<>(tokenHashes);
        hashes.add(tokenHash);
        return new EnrolmentRequest(
                id,
                kind,
                name,
                kvk,
                csr,
                fingerprint,
                hashes.subList(Math.max(0, hashes.size() - MAX_TOKENS), hashes.size()),
                status,
                certificate,
                chain,
                reason,
                received,
                revoked);
    }

    /** The same, accepted. */
    EnrolmentRequest accept(String issued, List<String> above) {
        return decided(EnrolmentStatus.ACCEPTED, issued, above, null, null);
    }

    /** The same, refused. */
    EnrolmentRequest refuse(String why) {
        return decided(EnrolmentStatus.REFUSED, null, List.of(), why, null);
    }

    /** The same, revoked. */
    EnrolmentRequest revoke(String why, String at) {
        return decided(EnrolmentStatus.REVOKED, certificate, chain, why, at);
    }

    private EnrolmentRequest decided(
            EnrolmentStatus decision,
            @Nullable String issued,
            List<String> above,
            @Nullable String why,
            @Nullable String revokedAt) {
        return new EnrolmentRequest(
                id, kind, name, kvk, csr, fingerprint, tokenHashes, decision, issued, above, why, received, revokedAt);
    }
}
