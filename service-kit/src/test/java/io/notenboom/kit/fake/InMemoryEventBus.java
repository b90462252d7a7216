// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.fake;

import io.notenboom.kit.bus.BusEvent;
import io.notenboom.kit.bus.EventBus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An event bus in memory that keeps the promises of {@link EventBus} but durability. Tries again without pauses. */
public final class InMemoryEventBus implements EventBus, AutoCloseable {

    private static final int TRIES = 5;

    private final Map<String, List<BusEvent>> topics = new ConcurrentHashMap<>();
    private final Map<String, Integer> positions = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public synchronized void publish(String topic, Map<String, String> fields) {
        List<BusEvent> events = topics.computeIfAbsent(topic, absent -> new ArrayList<>());
        events.add(new BusEvent(topic, (events.size() + 1) + "-0", fields));
        notifyAll();
    }

    @Override
    public Subscription subscribe(String topic, String group, Consumer<BusEvent> handler) {
        return start(topic, topic + "/" + group, event -> deliver(topic, handler, event));
    }

    @Override
    public synchronized Subscription listen(String topic, Consumer<BusEvent> handler, Runnable lost) {
        String own = topic + "//" + System.identityHashCode(new Object()) + "/" + positions.size();
        positions.put(own, topics.getOrDefault(topic, List.of()).size());
        return start(topic, own, event -> {
            try {
                handler.accept(event);
            } catch (RuntimeException | Error counted) {
                // what a listener throws does not stop the others
                return;
            }
        });
    }

    private void deliver(String topic, Consumer<BusEvent> handler, BusEvent event) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                handler.accept(event);
                return;
            } catch (RuntimeException | Error failed) {
                if (attempt == TRIES - 1) {
                    publish(topic + ":dead", event.fields());
                }
            }
        }
    }

    private Subscription start(String topic, String position, Consumer<BusEvent> delivery) {
        AtomicBoolean stopped = new AtomicBoolean();
        Thread reader = Thread.ofVirtual().start(() -> {
            while (true) {
                BusEvent event = next(topic, position, stopped);
                if (event == null) {
                    return;
                }
                delivery.accept(event);
            }
        });
        return () -> {
            synchronized (this) {
                stopped.set(true);
                notifyAll();
            }
            join(reader);
        };
    }

    private static void join(Thread reader) {
        try {
            reader.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable BusEvent next(String topic, String position, AtomicBoolean stopped) {
        try {
            while (!stopped.get() && !closed.get()) {
                List<BusEvent> events = topics.getOrDefault(topic, List.of());
                int at = positions.getOrDefault(position, 0);
                if (at < events.size()) {
                    positions.put(position, at + 1);
                    return events.get(at);
                }
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    @Override
    public synchronized void close() {
        closed.set(true);
        notifyAll();
    }
}
