// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.sample.app;

import java.time.Clock;

/** The one place that may ask the machine for the time. */
public final class AllowedClock {

    /** The clock of the machine. */
    public Clock clock() {
        return Clock.systemUTC();
    }
}
