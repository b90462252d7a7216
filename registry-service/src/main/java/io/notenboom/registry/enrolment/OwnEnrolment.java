// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.secret.Secret;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An enrolment as the vendor keeps it.
 *
 * @param kind which certificate
 * @param key name of the key at the custodian
 * @param name name of the vendor
 * @param kvk number of the vendor at the Chamber of Commerce
 * @param csr certification request, PEM; empty when the Foundation's own node issued without one
 * @param fingerprint SHA-256 of the key, hexadecimal with colons
 * @param status how far it is
 * @param requestId id of the request at the Foundation, once it was received
 * @param requestToken token to ask the outcome with, once it was received
 * @param chain the certificate and those above it without the root, once accepted
 * @param reason why it was refused
 * @param renewal the request for the certificate that comes after the accepted one, while it waits
 */
public record OwnEnrolment(
        EnrolmentKind kind,
        KeyId key,
        String name,
        String kvk,
        String csr,
        String fingerprint,
        EnrolmentStatus status,
        @Nullable String requestId,
        @Nullable Secret requestToken,
        List<X509Certificate> chain,
        @Nullable String reason,
        @Nullable Renewal renewal) {

    /**
     * A request that was received by the Foundation.
     *
     * @param requestId its id
     * @param requestToken token to ask the outcome with
     */
    public record Renewal(String requestId, Secret requestToken) {}

    /** Copies its list. */
    public OwnEnrolment {
        chain = List.copyOf(chain);
    }

    OwnEnrolment sent(String id, Secret token) {
        return new OwnEnrolment(
                kind, key, name, kvk, csr, fingerprint, EnrolmentStatus.PENDING, id, token, List.of(), null, null);
    }

    OwnEnrolment accepted(List<X509Certificate> issued) {
        return new OwnEnrolment(
                kind,
                key,
                name,
                kvk,
                csr,
                fingerprint,
                EnrolmentStatus.ACCEPTED,
                requestId,
                requestToken,
                issued,
                null,
                null);
    }

    OwnEnrolment refused(String why) {
        return new OwnEnrolment(
                kind,
                key,
                name,
                kvk,
                csr,
                fingerprint,
                EnrolmentStatus.REFUSED,
                requestId,
                requestToken,
                List.of(),
                why,
                null);
    }

    /** The same, with another state of its renewal; null ends it. */
    OwnEnrolment renewing(@Nullable Renewal next) {
        return new OwnEnrolment(
                kind, key, name, kvk, csr, fingerprint, status, requestId, requestToken, chain, reason, next);
    }

    /** The installed certificate, once accepted. */
    public Optional<OwnCertificate> certificate() {
        return status == EnrolmentStatus.ACCEPTED ? Optional.of(new OwnCertificate(key, chain)) : Optional.empty();
    }
}
