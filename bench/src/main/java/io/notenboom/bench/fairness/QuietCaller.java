// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.fairness;

import io.notenboom.bench.load.HttpConnection;
import io.notenboom.bench.search.Latency;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A caller that asks at even times, whatever the answers do: what it waits for counts from when it wanted to ask, so that a server
 * that stands still does not look fast.
 */
final class QuietCaller {

    private static final int OK = 200;

    private final int port;
    private final byte[] question;

    QuietCaller(int port, byte[] question) {
        this.port = port;
        this.question = question;
    }

    /**
     * Asks.
     *
     * @param perSecond how often
     * @param unmeasured for so long at first
     * @throws IllegalStateException if it is refused something
     */
    Latency ask(int perSecond, Duration unmeasured, Duration measured) throws IOException {
        long step = 1_000_000_000L / perSecond;
        int skipped = Math.toIntExact(unmeasured.toNanos() / step);
        int asked = Math.toIntExact(measured.toNanos() / step);
        double[] millis = new double[skipped + asked];
        long began = System.nanoTime();
        try (HttpConnection connection = new HttpConnection(port)) {
            for (int number = 0; number < millis.length; number++) {
                long wanted = began + number * step;
                while (System.nanoTime() < wanted) {
                    LockSupport.parkNanos(wanted - System.nanoTime());
                }
                int status = connection.exchange(question);
                if (status != OK) {
                    throw new IllegalStateException("a quiet caller was answered " + status);
                }
                millis[number] = (System.nanoTime() - wanted) / 1e6;
            }
        }
        return Latency.of(Arrays.copyOfRange(millis, skipped, millis.length));
    }
}
