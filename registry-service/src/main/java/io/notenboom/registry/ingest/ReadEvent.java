// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import org.jspecify.annotations.Nullable;

/**
 * A delivered event, or why it cannot be read.
 *
 * @param event the event; null if it cannot be read
 * @param problem code of a rejected event; empty if it can be read
 */
record ReadEvent(@Nullable UnverifiedEvent event, String problem) {

    static ReadEvent of(String compact) {
        try {
            return new ReadEvent(EventCodec.decode(compact), "");
        } catch (MalformedEventException e) {
            return new ReadEvent(null, e.code());
        }
    }
}
