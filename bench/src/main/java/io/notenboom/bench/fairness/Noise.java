// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.fairness;

import io.notenboom.bench.load.HttpConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** A caller that sends all it can, and does not care whether it is told to wait. */
final class Noise implements AutoCloseable {

    private static final int OK = 200;
    private static final int TOO_MANY = 429;

    private final List<Thread> senders = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong turnedAway = new AtomicLong();
    private final long began = System.nanoTime();
    private volatile boolean ended;

    /** Begins, on so many connections. */
    Noise(int port, byte[] question, int connections) {
        for (int number = 0; number < connections; number++) {
            senders.add(Thread.ofPlatform().daemon().start(() -> send(port, question)));
        }
    }

    private void send(int port, byte[] question) {
        while (!ended) {
            try (HttpConnection connection = new HttpConnection(port)) {
                while (!ended) {
                    int status = connection.exchange(question);
                    (status == OK ? answered : turnedAway).incrementAndGet();
                    if (status != OK && status != TOO_MANY) {
                        throw new IllegalStateException("answered " + status + ": " + connection.body());
                    }
                }
            } catch (IOException closedByTheServer) {
                turnedAway.incrementAndGet();
            }
        }
    }

    /** For people to read. */
    String inWords() {
        double seconds = (System.nanoTime() - began) / 1e9;
        return String.format(
                Locale.ROOT,
                "%.0f/s answered, %.0f/s turned away",
                answered.get() / seconds,
                turnedAway.get() / seconds);
    }

    @Override
    public void close() {
        ended = true;
        for (Thread sender : senders) {
            try {
                sender.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
