// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of one stream in order. Of a forked stream the two events that contradict each other come last, as its proof.
 *
 * @param sid id of the stream
 * @param from sequence of the first event
 * @param events compact form, at most {@link GossipLimits#MAX_SUFFIX_EVENTS}; empty if there are none from there on
 * @param next sequence to go on from; null if this was all
 */
public record EventSuffix(
        Digest sid,
        long from,
        List<String> events,
        @Nullable Long next) {

    /** @throws IllegalArgumentException if there are too many events or it does not go forward */
    public EventSuffix {
        events = List.copyOf(events);
        if (events.size() > GossipLimits.MAX_SUFFIX_EVENTS || from < 0) {
            throw new IllegalArgumentException("too many events, or a negative sequence");
        }
        if (next != null && (next <= from || events.isEmpty())) {
            throw new IllegalArgumentException("a suffix that goes on has events and goes forward");
        }
    }
}
