// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Events between the services of one node: at least once, in order within a topic, the last 100,000 or so kept. Never the only
 * copy of anything: who consumes can rebuild from the owner's API. Safe for many threads.
 */
public interface EventBus {

    /**
     * Publishes an event; it is durable when this returns.
     *
     * @throws BusUnavailableException if it could not be stored; the caller may publish again
     */
    void publish(String topic, Map<String, String> fields);

    /**
     * Publishes events of one topic in their order; they are durable when this returns.
     *
     * @throws BusUnavailableException if one could not be stored; the caller may publish all of them again
     */
    default void publishAll(String topic, List<Map<String, String>> events) {
        events.forEach(fields -> publish(topic, fields));
    }

    /**
     * Delivers every event of a topic, from the oldest that is kept, to one member of a group. An event is done when the
     * handler returns. When the handler throws, it is tried again, five times in all with growing pauses, then put aside in
     * the topic {@code <topic>:dead}. Events of a member that died are taken over after 30 seconds; one during which five
     * members died is put aside too. Goes on by itself when Redis was away.
     *
     * @param group name shared by all replicas of one consumer
     */
    Subscription subscribe(String topic, String group, Consumer<BusEvent> handler);

    /**
     * Delivers every event of a topic that is published from now on to this caller, whoever else gets it: for caches. What
     * the handler throws is logged, and the event counts as delivered. After Redis was away {@code lost} is called, because
     * events may have been missed.
     *
     * @param lost told to rebuild from the owner
     */
    Subscription listen(String topic, Consumer<BusEvent> handler, Runnable lost);

    /** Ends a delivery; returns when no handler is running any more, after 5 seconds even if one is. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
