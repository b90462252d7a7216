// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import io.notenboom.registry.log.LogEntry;
import java.util.List;

/** The bus of the node. */
@FunctionalInterface
public interface Announcer {

    /**
     * Tells that events were accepted. They are durable. May be called again for the same events after a failure or crash.
     *
     * @throws RuntimeException if the bus did not take all of them; the call is repeated
     */
    void announce(List<LogEntry> entries);

    /**
     * Whether the bus still knows that it was told of an event; no when its data was lost, or is of a time before.
     *
     * @param last the last event that it was told of
     * @throws RuntimeException if the bus does not answer; the call is repeated
     */
    default boolean remembers(LogEntry last) {
        return true;
    }
}
