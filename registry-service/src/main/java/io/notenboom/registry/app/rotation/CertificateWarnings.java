// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.rotation;

import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.OwnEnrolment;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.enrolment.VendorEnrolment;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Warns every hour of CA certificates that ended, and of those for which the Foundation could not be asked for the next one or
 * did not decide. Asking is {@link io.notenboom.registry.rotation.CaCertificates}' work.
 */
@Singleton
public class CertificateWarnings {

    private static final Logger LOG = Logger.getLogger(CertificateWarnings.class);

    private final OwnIdentityStore store;
    private final VendorEnrolment enrolment;
    private final InstantSource clock;

    CertificateWarnings(OwnIdentityStore store, VendorEnrolment enrolment, InstantSource clock) {
        this.store = store;
        this.enrolment = enrolment;
        this.clock = clock;
    }

    /** Looks at all; to be called about every hour, after the rotations had their turn. */
    @Scheduled(every = "1h", delayed = "30s", identity = "certificate-warnings")
    void warn() {
        for (EnrolmentKind kind : EnrolmentKind.values()) {
            store.enrolment(kind).ifPresent(this::warn);
        }
    }

    private void warn(OwnEnrolment own) {
        CertificateWarning.of(own, enrolment.renewalProblem(own.kind()), clock.instant())
                .ifPresent(warning ->
                        LOG.log(warning.hasEnded() ? Logger.Level.ERROR : Logger.Level.WARN, warning.text()));
    }
}
