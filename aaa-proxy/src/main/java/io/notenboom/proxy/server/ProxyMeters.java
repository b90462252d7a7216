// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.notenboom.proxy.connection.OpenConnections;
import java.time.Duration;
import java.time.InstantSource;

/** The proxy's own counters. */
public final class ProxyMeters {

    private static final double SECONDS_OF_A_DAY = 86_400;

    private final MeterRegistry registry;
    private final Counter confirmed;
    private final Counter notConfirmed;

    /** Registers the counters. */
    public ProxyMeters(MeterRegistry registry, ActiveRequests active, UpdateJournal journal) {
        this.registry = registry;
        this.confirmed = registry.counter("notenboom.proxy.confirmations", "result", "delivered");
        this.notConfirmed = registry.counter("notenboom.proxy.confirmations", "result", "failed");
        var unused = registry.gauge("notenboom.proxy.requests.active", active, ActiveRequests::count);
        var unusedGauge = registry.gauge("notenboom.proxy.updates.outstanding", journal, UpdateJournal::size);
    }

    void watch(OpenConnections connections) {
        var unused = registry.gauge("notenboom.proxy.connections", connections, OpenConnections::count);
        var unusedCounter = registry.more()
                .counter("notenboom.proxy.connections.refused", Tags.empty(), connections, OpenConnections::refused);
    }

    void watch(PublicCertificate certificate, InstantSource clock) {
        Gauge.builder(
                        "nuts.cert.expiry.days",
                        () -> Duration.between(clock.instant(), certificate.end())
                                        .toSeconds()
                                / SECONDS_OF_A_DAY)
                .description("Days until the certificate of a listener ends; negative when it has")
                .tag("listener", "public")
                .strongReference(true)
                .register(registry);
    }

    void answered(int status) {
        registry.counter("notenboom.proxy.requests", "status", Integer.toString(status))
                .increment();
    }

    void confirmed() {
        confirmed.increment();
    }

    void notConfirmed() {
        notConfirmed.increment();
    }
}
