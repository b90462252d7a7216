// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.history;

import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;

/** Events as a log keeps them. */
public final class StoredEvents {

    private StoredEvents() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is damaged
     */
    public static UnverifiedEvent decode(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException damaged) {
            throw new IllegalArgumentException(damaged);
        }
    }
}
