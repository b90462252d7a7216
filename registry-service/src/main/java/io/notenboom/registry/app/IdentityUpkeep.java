// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.notenboom.registry.certificate.CertificateTerm;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.FoundationEnrolsItself;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.enrolment.OwnEnrolment;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.issue.IssueOutcome;
import io.notenboom.registry.issue.VendorWriter;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keeps this node's certificates in force: issues the next node identity before the one in use ends and shows it to peers
 * without a restart, and has the vendor's stream say so.
 * Gauge {@code registry.certificate.seconds}: what is left of each.
 */
@Singleton
public class IdentityUpkeep {

    private static final Logger LOG = Logger.getLogger(IdentityUpkeep.class);
    private static final String GAUGE = "registry.certificate.seconds";

    private final OwnIdentityStore store;
    private final FoundationNode foundation;
    private final FoundationEnrolsItself itself;
    private final PeerEndpoint peerEndpoint;
    private final VendorWriter writer;
    private final InstantSource clock;

    IdentityUpkeep(
            OwnIdentityStore store,
            FoundationNode foundation,
            FoundationEnrolsItself itself,
            PeerEndpoint peerEndpoint,
            VendorWriter writer,
            InstantSource clock) {
        this.store = store;
        this.foundation = foundation;
        this.itself = itself;
        this.peerEndpoint = peerEndpoint;
        this.writer = writer;
        this.clock = clock;
    }

    void measure(@Observes StartupEvent event, MeterRegistry metrics) {
        for (EnrolmentKind kind : EnrolmentKind.values()) {
            gauge(metrics, kind.wireName(), () -> store.enrolment(kind).flatMap(OwnEnrolment::certificate));
        }
        gauge(metrics, "node-identity", store::nodeIdentity);
    }

    private void gauge(MeterRegistry metrics, String name, Supplier<Optional<OwnCertificate>> certificate) {
        metrics.gauge(GAUGE, Tags.of("certificate", name), certificate, source -> source.get()
                .map(own -> (double) CertificateTerm.of(own.certificate())
                        .left(clock.instant())
                        .toSeconds())
                .orElse(Double.NaN));
    }

    /** Does what is due; to be called about every hour. */
    @Scheduled(every = "1h", delayed = "20s", identity = "certificates")
    void renew() {
        if (foundation.authority() != null) {
            peerEndpoint.installed(itself.ensureNodeCa());
        }
        store.enrolment(EnrolmentKind.NODE_CA).ifPresent(peerEndpoint::installed);
        switch (writer.registerAgain()) {
            case IssueOutcome.Issued issued
            when issued.isNew() -> LOG.infof("registered renewed certificates: %s", issued.events());
            case IssueOutcome.Issued _, IssueOutcome.NotReady _ -> {}
            case IssueOutcome.RefusedByRule refused ->
                LOG.warnf("the stream does not take the renewed certificates: %s", refused.reason());
            case IssueOutcome.Unknown unknown -> LOG.warnf("not registered again: %s", unknown.what());
            case IssueOutcome.NotTaken notTaken ->
                LOG.warnf("the log did not take the renewed certificates: %s", notTaken.code());
        }
    }
}
