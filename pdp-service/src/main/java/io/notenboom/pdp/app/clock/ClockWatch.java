// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.clock;

import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.pdp.clock.SteadyClock;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Tells when the machine's clock was set back, and when it is right again. */
@Singleton
public class ClockWatch {

    /** What NTP corrects in steps now and then needs nobody's attention. */
    private static final Duration NOTED = Duration.ofSeconds(5);

    private static final Logger ALARM = Logger.getLogger("io.notenboom.pdp.alarm");

    private final SteadyClock clock;
    private boolean told;

    /** Over the service's clock. */
    public ClockWatch(SteadyClock clock) {
        this.clock = clock;
    }

    void start(@Observes StartupEvent started, ServiceMeters meters) {
        meters.gauge(
                "clock.set.back.seconds",
                "By how much the machine's clock was set back since the start",
                () -> clock.ahead().toSeconds());
    }

    /** Looks, and tells once. */
    @Scheduled(every = "10s")
    public void look() {
        boolean back = clock.ahead().compareTo(NOTED) > 0;
        if (back && !told) {
            ALARM.errorf(
                    "The machine's clock was set back by %s s: decisions go on by the time before, so that nothing opens"
                            + " again; restart the service once the clock is right",
                    clock.ahead().toSeconds());
        }
        told = back;
    }
}
