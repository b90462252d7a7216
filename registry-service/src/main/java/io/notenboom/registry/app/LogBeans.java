// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.enrolment.OwnEnrolment;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.AppendTimes;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.publication.CheckpointPublisher;
import io.notenboom.registry.publication.EventProofs;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.registry.store.file.StaticExport;
import io.notenboom.trust.x509.Fingerprints;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Wires the log: its files, its checkpoints and proofs, its measurements. */
final class LogBeans {

    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(1);

    @Produces
    @Singleton
    EventLog eventLog(FileStores stores, MeterRegistry metrics) {
        Timer durations = Timer.builder("registry.log.append")
                .description("Time until appended events are durable")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
        DistributionSummary batches = DistributionSummary.builder("registry.log.append.events")
                .description("Events that shared one write to the disk")
                .register(metrics);
        AppendTimes times = (entries, nanoseconds) -> {
            durations.record(nanoseconds, TimeUnit.NANOSECONDS);
            batches.record(entries);
        };
        EventLog log = stores.eventLog(LogBeans::read, times);
        metrics.gauge("registry.log.size", log, EventLog::size);
        metrics.gauge("registry.log.failed", log, opened -> opened.failed() ? 1 : 0);
        return log;
    }

    private static UnverifiedEvent read(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException("not an event", e);
        }
    }

    void close(@Disposes EventLog log) {
        log.close();
    }

    @Produces
    @Singleton
    CheckpointPublisher publisher(
            EventLog log,
            KeyCustodian custodian,
            FoundationNode foundation,
            OwnIdentityStore identity,
            RegistryConfig config,
            MeterRegistry metrics) {
        CheckpointPublisher publisher = new CheckpointPublisher(
                log, custodian, foundation.network(), () -> nodeName(identity), BETWEEN_CHECKPOINTS);
        config.log().export().ifPresent(folder -> {
            StaticExport export = new StaticExport(folder, log.publication());
            publisher.follow(published -> export.copy(
                    published.checkpoint().note(),
                    published.checkpoint().head().size(),
                    published.key().toString()));
        });
        metrics.gauge("registry.log.published", publisher, opened -> opened.published()
                .map(published -> (double) published.checkpoint().head().size())
                .orElse(0.0));
        return publisher;
    }

    /** As in its NodeRegistration: the thumbprint of its node CA. */
    private static Optional<String> nodeName(OwnIdentityStore identity) {
        return identity.enrolment(EnrolmentKind.NODE_CA)
                .flatMap(OwnEnrolment::certificate)
                .map(certificate -> Fingerprints.x5tS256(certificate.certificate()));
    }

    void close(@Disposes CheckpointPublisher publisher) {
        publisher.close();
    }

    @Produces
    @Singleton
    EventProofs proofs(EventLog log, CheckpointPublisher publisher) {
        return new EventProofs(log, publisher);
    }
}
