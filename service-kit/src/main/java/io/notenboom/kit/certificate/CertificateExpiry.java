// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.certificate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.notenboom.trust.tls.ExpiryWarnings;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tells when the certificates of this service's listeners end: as the gauge {@code nuts.cert.expiry.days}, by listener, and in
 * the log 60, 30, 14, 7 and 1 days before, and when one has ended. Safe for many threads.
 */
@Singleton
public class CertificateExpiry {

    private static final Logger LOG = Logger.getLogger(ExpiryWarnings.LOG_CATEGORY);
    private static final double SECONDS_OF_A_DAY = 86_400;

    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Map<String, Watched> listeners = new ConcurrentHashMap<>();

    private record Watched(Supplier<Instant> end, ExpiryWarnings warnings) {}

    @Inject
    CertificateExpiry(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Tells of the certificate of a listener from now on; of a listener that is known already, by the new end.
     *
     * @param listener a word, as {@code public}
     * @param end when the certificate ends that it shows now
     */
    public synchronized void watch(String listener, Supplier<Instant> end) {
        Watched before = listeners.get(listener);
        listeners.put(listener, new Watched(end, before == null ? new ExpiryWarnings(listener) : before.warnings()));
        if (before == null) {
            Gauge.builder("nuts.cert.expiry.days", () -> daysLeft(listener))
                    .description("Days until the certificate of a listener ends; negative when it has")
                    .tag("listener", listener)
                    .strongReference(true)
                    .register(meters);
        }
        look();
    }

    private double daysLeft(String listener) {
        Watched watched = listeners.get(listener);
        return watched == null
                ? Double.NaN
                : Duration.between(clock.instant(), watched.end().get()).toSeconds() / SECONDS_OF_A_DAY;
    }

    @Scheduled(every = "1h", delayed = "1m", identity = "certificate-expiry")
    synchronized void look() {
        Instant now = clock.instant();
        for (Watched watched : listeners.values()) {
            watched.warnings().at(now, watched.end().get()).ifPresent(warning -> {
                if (warning.ended()) {
                    LOG.error(warning.text());
                } else {
                    LOG.warn(warning.text());
                }
            });
        }
    }
}
