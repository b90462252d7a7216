// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import java.util.Objects;

/**
 * The Foundation decides which of the events that contradict each other stands. The stream goes on after the winner; the
 * others, and what follows them, never count. Of several decisions about one place the first counts.
 *
 * @param stream id of the forked stream
 * @param sequence the place that was signed more than once, 1 or higher
 * @param winner id of the event that stands there
 */
public record ForkResolution(EventId stream, long sequence, EventId winner) implements RegistryEvent {

    /** Name of this event type. */
    public static final String TYPE = "ForkResolution";

    /** @throws IllegalArgumentException if the sequence is below 1: a genesis has no rival in its own stream */
    public ForkResolution {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(winner, "winner");
        if (sequence < 1) {
            throw new IllegalArgumentException("a fork is at sequence 1 or higher");
        }
    }

    @Override
    public String type() {
        return TYPE;
    }
}
