// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.rotation;

import io.notenboom.registry.certificate.CertificateTerm;
import io.notenboom.registry.enrolment.OwnEnrolment;
import java.time.Instant;
import java.util.Optional;

/**
 * That a CA certificate ended, or that somebody has to see to the next one.
 *
 * @param text what is so and what to do
 * @param hasEnded whether it ended already
 */
record CertificateWarning(String text, boolean hasEnded) {

    /**
     * What to warn of; nothing while there is time, and while the next one has yet to be asked for.
     *
     * @param problem why it could not be asked for, or was refused; empty if it could
     */
    static Optional<CertificateWarning> of(OwnEnrolment own, Optional<String> problem, Instant now) {
        return own.certificate()
                .map(certificate -> CertificateTerm.of(certificate.certificate()))
                .flatMap(term -> of(own, term, problem, now));
    }

    private static Optional<CertificateWarning> of(
            OwnEnrolment own, CertificateTerm term, Optional<String> problem, Instant now) {
        String which = "the " + own.kind().wireName() + " certificate ";
        if (term.left(now).isNegative()) {
            return Optional.of(new CertificateWarning(
                    which + "ended on " + term.end() + ": nothing signed with it counts; enrol again", true));
        }
        if (!term.renewable(now)) {
            return Optional.empty();
        }
        return (own.renewal() == null
                        ? problem.map(why ->
                                "no request for the next one waits at the Foundation, it is made again every hour: "
                                        + why)
                        : Optional.of(
                                "the Foundation was asked for the next one and has not decided; ask its Nuts administrator"))
                .map(standing -> new CertificateWarning(which + "ends on " + term.end() + "; " + standing, false));
    }
}
