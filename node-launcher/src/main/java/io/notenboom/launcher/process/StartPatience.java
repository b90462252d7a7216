// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a process may take until it is ready. It is measured at the process itself: in its own processor time, and in time
 * without a sign of life. On a machine with much to do a start may take long and is no fault of the process.
 */
final class StartPatience {

    /** However busy the machine is, it does not take longer. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** Who uses less than this part of a processor, and writes nothing, does not go on. */
    private static final double AT_WORK = 0.02;

    private final Duration patience;
    private final long began;
    private long lastSign;
    private Duration workedThen = Duration.ZERO;
    private long linesThen;

    /**
     * Begins now.
     *
     * @param patience how long it may work, and how long it may do nothing
     * @param now time of {@link System#nanoTime}
     */
    StartPatience(Duration patience, long now) {
        this.patience = patience;
        this.began = now;
        this.lastSign = now;
    }

    /**
     * Looks at the process.
     *
     * @param now time of {@link System#nanoTime}
     * @param worked processor time of the process
     * @param lines how many it has written
     * @return why nobody waits any longer; empty if it may go on
     */
    Optional<String> over(long now, Duration worked, long lines) {
        boolean works = worked.minus(workedThen).toNanos() > AT_WORK * (now - lastSign);
        if (works || lines > linesThen) {
            lastSign = now;
            workedThen = worked;
            linesThen = lines;
        }
        if (now - lastSign >= patience.toNanos()) {
            return Optional.of("it did nothing for " + patience.toSeconds() + " s");
        }
        if (worked.compareTo(patience) >= 0) {
            return Optional.of("it has worked for " + patience.toSeconds() + " s");
        }
        return now - began >= LONGEST.toNanos()
                ? Optional.of("it has been starting for " + LONGEST.toMinutes() + " minutes")
                : Optional.empty();
    }
}
