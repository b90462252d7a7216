// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A thread that reads a stream until it is stopped, and waits with growing pauses while Redis does not answer. */
abstract class StreamReader {

    private static final Logger LOG = Logger.getLogger(StreamReader.class);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final Duration STOP = Duration.ofSeconds(5);

    private final String name;
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    StreamReader(String name) {
        this.name = name;
    }

    final void start() {
        Thread.ofVirtual().name("bus-" + name).start(this::run);
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        boolean connected = true;
        while (!stopping()) {
            try {
                if (!connected) {
                    reconnected();
                    connected = true;
                }
                readOnce();
                pause = FIRST_PAUSE_MILLIS;
            } catch (RuntimeException | Error failure) {
                // also an error: a reader that ended would be missed by nobody until much later
                if (connected && !stopping()) {
                    LOG.warnf(
                            "the bus cannot read %s and goes on trying: %s",
                            name, failure.getClass().getSimpleName());
                }
                connected = false;
                pause(pause);
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        }
        stopped.countDown();
    }

    /** Reads a batch, waiting for it for some seconds at most, and handles it. */
    abstract void readOnce();

    /** Called before the first read after Redis did not answer. */
    abstract void reconnected();

    final boolean stopping() {
        return stopRequested.getCount() == 0;
    }

    /** Waits, less if the reader is stopped meanwhile. */
    final void pause(long milliseconds) {
        try {
            var unused = stopRequested.await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            stopRequested.countDown();
        }
    }

    final void stop() {
        stopRequested.countDown();
        try {
            if (!stopped.await(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf("a handler of %s is still running", name);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
