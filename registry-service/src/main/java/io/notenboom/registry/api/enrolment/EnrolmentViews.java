// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.enrolment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.notenboom.registry.certificate.CertificateTerm;
import io.notenboom.registry.enrolment.EnrolmentRequest;
import io.notenboom.registry.enrolment.EnrolmentStatus;
import io.notenboom.registry.enrolment.OwnEnrolment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON of enrolments. */
final class EnrolmentViews {

    /** Body of a request to the Foundation. */
    record RequestBody(
            @Nullable String kind,
            @Nullable String csr,
            @Nullable String name,
            @Nullable String kvk) {}

    /** Answer to a request; the only time that the token is told. */
    record Receipt(String id, String requestToken, String fingerprint, String status) {}

    /** What the vendor may see of its request. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Outcome(
            String id,
            String kind,
            String status,
            @Nullable String certificate,
            @Nullable List<String> chain,
            @Nullable String reason) {

        static Outcome of(EnrolmentRequest request) {
            boolean accepted = request.status() == EnrolmentStatus.ACCEPTED;
            return new Outcome(
                    request.id(),
                    request.kind().wireName(),
                    request.status().wireName(),
                    request.certificate(),
                    accepted ? request.chain() : null,
                    request.reason());
        }
    }

    /** What a Nuts administrator sees of a request. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Review(
            String id,
            String kind,
            String name,
            String kvk,
            String fingerprint,
            String status,
            String received,
            @Nullable String certificate,
            @Nullable String reason) {

        static Review of(EnrolmentRequest request) {
            return new Review(
                    request.id(),
                    request.kind().wireName(),
                    request.name(),
                    request.kvk(),
                    request.fingerprint(),
                    request.status().wireName(),
                    request.received(),
                    request.certificate(),
                    request.reason());
        }
    }

    /** A page of requests. */
    record Requests(List<Review> requests, @Nullable String next) {}

    /** This node's own enrolments; there are few. */
    record Enrolments(List<Own> enrolments, @Nullable String next) {}

    /** Body of a refusal. */
    record RefusalBody(@Nullable String reason) {}

    /** Body of the start of an own enrolment. */
    record StartBody(
            @Nullable String kind,
            @Nullable String name,
            @Nullable String kvk) {}

    /** Body of a certificate from elsewhere. */
    record InstallBody(
            @Nullable String certificate, @Nullable List<String> chain) {}

    /** An own enrolment. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Own(
            String kind,
            @Nullable String requestId,
            String fingerprint,
            String status,
            @Nullable String reason,
            @Nullable String csr,
            @Nullable String validUntil,
            @Nullable String renewalRequestId) {

        static Own of(OwnEnrolment enrolment) {
            OwnEnrolment.Renewal renewal = enrolment.renewal();
            return new Own(
                    enrolment.kind().wireName(),
                    enrolment.requestId(),
                    enrolment.fingerprint(),
                    enrolment.status().wireName(),
                    enrolment.reason(),
                    enrolment.csr().isEmpty() ? null : enrolment.csr(),
                    enrolment
                            .certificate()
                            .map(own ->
                                    CertificateTerm.of(own.certificate()).end().toString())
                            .orElse(null),
                    renewal == null ? null : renewal.requestId());
        }
    }

    /** The Foundation of this network. */
    record Foundation(String root, String network, String net) {}

    private EnrolmentViews() {}
}
