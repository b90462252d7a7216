// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.live;

import java.util.List;

/**
 * Where the events of a live stream are kept. Streams read it at their own speed, so that a slow client costs no memory. Safe
 * for many threads.
 */
public interface LiveSource {

    /** Id of the newest event; 0 if there is none. */
    long newest();

    /** Id after which all events are still there; 0 if none was ever dropped. */
    long completeAfter();

    /**
     * Events in their order.
     *
     * @param id of the last event that the client has; 0 for none
     * @param limit most events
     * @return the events after it, as many as there are up to the limit
     */
    List<LiveEvent> after(long id, int limit);
}
