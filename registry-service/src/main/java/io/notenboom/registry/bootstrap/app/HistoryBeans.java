// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.registry.bootstrap.BootstrapSettings;
import io.notenboom.registry.bootstrap.HistoryState;
import io.notenboom.registry.bootstrap.HistoryVerification;
import io.notenboom.registry.bootstrap.NodeHistory;
import io.notenboom.registry.bootstrap.PageBootstrap;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.store.history.FileHistoryMarks;
import io.notenboom.registry.verify.EventVerifier;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Wires the verification of the history after a start, and its figures. */
final class HistoryBeans {

    @Produces
    @Singleton
    HistoryVerification historyVerification(
            EventLog log,
            IngestEvents ingest,
            EventVerifier verifier,
            NodeConfig node,
            @ConfigProperty(name = "quarkus.application.version") String release) {
        return new HistoryVerification(
                log,
                ingest,
                verifier,
                new FileHistoryMarks(node.dataDir().resolve("history-verified")),
                "release " + release + ", rules " + EventVerifier.RULES,
                Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    }

    @Produces
    @Singleton
    PageBootstrap pageBootstrap(EventLog log, IngestEvents ingest, FoundationNode foundation) {
        return new PageBootstrap(log, ingest, ingest, foundation.network(), BootstrapSettings.standard());
    }

    @Produces
    @Singleton
    NodeHistory nodeHistory(HistoryVerification verification, PageBootstrap bootstrap) {
        return new NodeHistory(verification, bootstrap);
    }

    void close(@Disposes HistoryVerification verification) {
        verification.close();
    }

    /**
     * {@code registry.history.verified}; {@code registry.history.state} with 1 for the state that holds;
     * {@code registry.bootstrap.entries} and {@code registry.bootstrap.refused}.
     */
    void figures(@Observes StartupEvent event, MeterRegistry metrics, NodeHistory history) {
        Gauge.builder("registry.history.verified", history, verification -> verification
                        .status()
                        .verified())
                .description("Events of the log whose signatures this release verified")
                .register(metrics);
        Gauge.builder("registry.bootstrap.entries", history, known -> known.bootstrap()
                        .position())
                .description("Entries of a peer's log that were looked at when history was fetched from it")
                .register(metrics);
        Gauge.builder(
                        "registry.bootstrap.refused",
                        history,
                        known -> known.bootstrap().counts().refused().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .description("Events in the logs of peers that were not valid here")
                .register(metrics);
        for (HistoryState state : HistoryState.values()) {
            Gauge.builder(
                            "registry.history.state",
                            history,
                            known -> known.status().state() == state ? 1 : 0)
                    .tag("state", state.wireName())
                    .description("1 for how far the history can be relied on")
                    .register(metrics);
        }
    }
}
