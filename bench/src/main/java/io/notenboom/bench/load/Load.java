// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.load;

import io.notenboom.bench.search.Latency;
import java.util.Locale;

/**
 * What one run found.
 *
 * @param answered requests that got what they asked for
 * @param turnedAway requests that were answered 503 with Retry-After
 * @param failed requests that were answered anything else
 * @param seconds how long it took
 * @param cpuMillis processor time of the service, all of it
 * @param latency of the answered ones
 */
public record Load(long answered, long turnedAway, long failed, double seconds, long cpuMillis, Latency latency) {

    /** Answered in a second. */
    public double perSecond() {
        return answered / seconds;
    }

    /** Milliseconds of the service's processor time for each request. */
    public double cpuMillisEach() {
        return (double) cpuMillis / Math.max(1, answered + turnedAway + failed);
    }

    /** For people to read. */
    public String inWords() {
        return String.format(
                Locale.ROOT,
                "%.0f/s, %.3f ms of processor time each, %s%s",
                perSecond(),
                cpuMillisEach(),
                latency.inWords(),
                failed == 0 ? "" : ", " + failed + " FAILED");
    }
}
