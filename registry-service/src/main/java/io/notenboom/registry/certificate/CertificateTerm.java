// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a certificate still holds.
 *
 * @param start first moment of its validity
 * @param end last moment of its validity
 */
public record CertificateTerm(Instant start, Instant end) {

    private static final int PARTS = 3;

    /** The term of a certificate. */
    public static CertificateTerm of(X509Certificate certificate) {
        return new CertificateTerm(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /** What is left; negative once it has ended. */
    public Duration left(Instant now) {
        return Duration.between(now, end);
    }

    /** Whether it is time for the next certificate: the last third of its term has begun. */
    public boolean renewable(Instant now) {
        return left(now).compareTo(Duration.between(start, end).dividedBy(PARTS)) <= 0;
    }
}
