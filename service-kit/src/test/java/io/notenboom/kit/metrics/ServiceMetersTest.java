// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ServiceMeters meters = new ServiceMeters(registry, "aaa-proxy");

    @Test
    void metersAreNamedByServiceAndMatter() {
        meters.counter("events.accepted", "events", "type", "EndpointRegistration")
                .increment(2);
        meters.counter("events.accepted", "events", "type", "EndpointRegistration")
                .increment();
        AtomicInteger waiting = new AtomicInteger(7);
        meters.gauge("queue.size", "waiting", waiting::get);
        meters.timer("sync", "rounds").record(() -> {});

        assertThat(registry.get("notenboom.aaaproxy.events.accepted")
                        .tag("type", "EndpointRegistration")
                        .counter()
                        .count())
                .isEqualTo(3);
        assertThat(registry.get("notenboom.aaaproxy.queue.size").gauge().value())
                .isEqualTo(7);
        assertThat(registry.get("notenboom.aaaproxy.sync").timer().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Events", "events-accepted", "events..accepted", ".events", "events accepted"})
    void anotherFormOfNameIsRefused(String what) {
        assertThatThrownBy(() -> meters.counter(what, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTagThatLooksLikeDataIsRefused() {
        assertThatThrownBy(() -> meters.counter("events", "x", "name", "Ziekenhuis De Linde"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> meters.counter("events", "x", "name", "x".repeat(65)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
