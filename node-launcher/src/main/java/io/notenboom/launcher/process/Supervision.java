// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import java.util.Map;

/**
 * Runs a set of processes: starts each and waits until it is ready, restarts what dies, stops all. Safe for many threads;
 * several processes can be started at the same time.
 */
public interface Supervision extends AutoCloseable {

    /** A loopback port that stays reserved as long as this supervision lives. */
    int reservePort();

    /**
     * Reserves this loopback port as long as this supervision lives: one that was used before and has to stay the same.
     *
     * @throws ProcessStartException if something listens on it, or another supervision has reserved it
     */
    void claimPort(int port);

    /**
     * Starts a process and returns when it is ready. From then on it is restarted whenever it ends without having been asked
     * to, after a pause that grows from 0.2 to 10 seconds and becomes short again when the process has held out for a minute.
     *
     * @return its process id
     * @throws ProcessStartException if it does not get ready
     */
    long start(ProcessSpec spec);

    /** Asks a process to end (SIGTERM, after 12 seconds SIGKILL) and waits; does nothing if there is none of this name. */
    void stop(String name);

    /**
     * Ends a process without warning (SIGKILL) and returns when it has been restarted and is ready again.
     *
     * @return the new process id
     * @throws ProcessStartException if it does not get ready again, or there is none of this name
     */
    long killAndAwaitRestart(String name);

    /** Names and process ids of all that run. */
    Map<String, Long> processes();

    /** Stops all, stage by stage, see {@link ProcessSpec#stage}; what is in one stage at the same time. */
    @Override
    void close();
}
