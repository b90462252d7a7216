// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Publishes changes that are durable and in force already, beside whoever made them: those that come together go together, in the
 * order in which they were made. What could not be published keeps its note in the store and is published by {@link
 * FlowRegister#repair()}. Thread-safe.
 */
final class FlowAnnouncer {

    private static final int TOGETHER = 200;

    /** A bus that cannot keep up gets the others by their notes. */
    private static final int MOST_WAITING = 10_000;

    private final FlowStore store;
    private final FlowEvents events;
    private final Executor beside;
    private final Queue<Flow> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean();

    /** @param beside where it is done; {@code Runnable::run} for whoever is to wait until it is */
    FlowAnnouncer(FlowStore store, FlowEvents events, Executor beside) {
        this.store = store;
        this.events = events;
        this.beside = beside;
    }

    void announce(Flow flow) {
        if (count.get() < MOST_WAITING) {
            count.incrementAndGet();
            waiting.add(flow);
            begin();
        }
    }

    private void begin() {
        if (running.compareAndSet(false, true)) {
            beside.execute(this::run);
        }
    }

    private void run() {
        try {
            for (List<Flow> next = next(); !next.isEmpty(); next = next()) {
                publish(next);
            }
        } finally {
            running.set(false);
        }
        if (!waiting.isEmpty()) {
            begin();
        }
    }

    private List<Flow> next() {
        List<Flow> together = new ArrayList<>();
        Flow flow = waiting.poll();
        while (flow != null) {
            together.add(flow);
            flow = together.size() < TOGETHER ? waiting.poll() : null;
        }
        count.addAndGet(-together.size());
        return together;
    }

    /**
     * Publishes these versions while the caller waits, and takes their notes away.
     *
     * @throws RuntimeException when one may not have been published; then all keep their notes
     */
    void publishNow(List<Flow> flows) {
        events.publish(flows);
        store.published(flows);
    }

    private void publish(List<Flow> flows) {
        try {
            publishNow(flows);
        } catch (RuntimeException untold) {
            System.getLogger(FlowRegister.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "{0} events of flows not published yet, the first of {1}",
                            flows.size(),
                            flows.getFirst().id());
        }
    }
}
