// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last events in memory, for streams whose events are kept nowhere else. Safe for many threads. */
public final class RecentEvents implements LiveSource {

    private final int kept;
    private final Deque<LiveEvent> events = new ArrayDeque<>();
    private long newest;

    /** @param kept how many events are kept */
    public RecentEvents(int kept) {
        this.kept = kept;
    }

    /** Adds an event; tell {@link LiveStreams#changed()} afterwards. */
    public synchronized void add(String name, String json) {
        newest++;
        events.addLast(new LiveEvent(newest, name, json));
        if (events.size() > kept) {
            events.removeFirst();
        }
    }

    @Override
    public synchronized long newest() {
        return newest;
    }

    @Override
    public synchronized long completeAfter() {
        return newest - events.size();
    }

    @Override
    public synchronized List<LiveEvent> after(long id, int limit) {
        List<LiveEvent> page = new ArrayList<>();
        for (LiveEvent event : events) {
            if (event.id() > id && page.size() < limit) {
                page.add(event);
            }
        }
        return List.copyOf(page);
    }
}
