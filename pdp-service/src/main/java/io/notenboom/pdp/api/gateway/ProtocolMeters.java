// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import io.micrometer.core.instrument.Timer;
import io.notenboom.kit.metrics.ServiceMeters;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts the answers of each decision protocol, and how long they took. */
@Singleton
public class ProtocolMeters {

    private final ServiceMeters meters;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    /** Among the meters of the service. */
    public ProtocolMeters(ServiceMeters meters) {
        this.meters = meters;
    }

    /**
     * Notes an answer.
     *
     * @param protocol {@code authzen} or the wire name of a dialect, {@code unknown} where the caller is
     * @param status HTTP status of the decision, whatever status the protocol answers with
     */
    public void answered(String protocol, int status, long startedNanos) {
        timers.computeIfAbsent(
                        protocol + " " + status,
                        key -> meters.timer(
                                "answers",
                                "Answers to decision protocols, by protocol and status of the decision",
                                "protocol",
                                protocol,
                                "status",
                                Integer.toString(status)))
                .record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
    }
}
