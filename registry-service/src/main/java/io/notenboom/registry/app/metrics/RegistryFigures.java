// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.notenboom.registry.api.RegistryViews;
import io.notenboom.registry.ingest.CommitListener;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.projection.RegistryView;
import io.notenboom.registry.verify.EventVerifier;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;

/** Figures about events: how many of each type and standing there are, how fast they are verified, how many wait. */
@Singleton
public class RegistryFigures implements CommitListener {

    private record Kind(String type, String state) implements Comparable<Kind> {

        @Override
        public int compareTo(Kind other) {
            return (type + " " + state).compareTo(other.type + " " + other.state);
        }
    }

    private final RegistryView view;
    private final IngestEvents ingest;
    private final EventVerifier verifier;
    private final MeterRegistry meters;
    private final MultiGauge events;
    private final AtomicBoolean changed = new AtomicBoolean(true);

    RegistryFigures(RegistryView view, IngestEvents ingest, EventVerifier verifier, MeterRegistry meters) {
        this.view = view;
        this.ingest = ingest;
        this.verifier = verifier;
        this.meters = meters;
        this.events = MultiGauge.builder("registry.events")
                .description("Events of the log by type and standing")
                .register(meters);
    }

    void register(@Observes StartupEvent event) {
        Gauge.builder("registry.streams", ingest, known -> known.heads().size())
                .description("Known streams")
                .register(meters);
        Gauge.builder("registry.events.held", ingest, IngestEvents::held)
                .description("Events that wait for a predecessor, their date, or the decision about a fork")
                .register(meters);
        verifications("valid", EventVerifier.Counts::valid);
        verifications("invalid", EventVerifier.Counts::invalid);
    }

    private void verifications(String result, ToLongFunction<EventVerifier.Counts> count) {
        FunctionCounter.builder("registry.verifications", verifier, source -> count.applyAsLong(source.counts()))
                .tag("result", result)
                .description("Events whose signature and signer were judged")
                .register(meters);
    }

    @Override
    public void committed(List<LogEntry> entries, Set<String> organisations) {
        changed.set(true);
    }

    /** Counts if something was committed since the last time; to be called every quarter of a minute. */
    @Scheduled(every = "15s", delayed = "1s", identity = "event-figures")
    void count() {
        if (!changed.getAndSet(false)) {
            return;
        }
        Map<Kind, Long> counts = new TreeMap<>();
        view.eachEvent((event, standing) -> counts.merge(
                new Kind(
                        EventTypeTag.of(event),
                        RegistryViews.Standing.of(standing).state()),
                1L,
                Long::sum));
        List<MultiGauge.Row<?>> rows = counts.entrySet().stream()
                .<MultiGauge.Row<?>>map(entry -> MultiGauge.Row.of(
                        Tags.of(
                                "evt", entry.getKey().type(),
                                "state", entry.getKey().state()),
                        entry.getValue()))
                .toList();
        events.register(rows, true);
    }
}
