// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.clock;

import io.notenboom.pdp.clock.SteadyClock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the clock of the whole service, in place of the machine's. */
final class ClockBeans {

    @Produces
    @Singleton
    SteadyClock clock() {
        return new SteadyClock(Clock.systemUTC(), System::nanoTime);
    }
}
