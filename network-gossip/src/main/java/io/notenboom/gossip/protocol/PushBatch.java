// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import java.util.List;

/**
 * Events that the sender offers without being asked; of one stream in order.
 *
 * @param events compact form, 1 to {@link GossipLimits#MAX_PUSH_EVENTS}
 */
public record PushBatch(List<String> events) {

    /** @throws IllegalArgumentException if there are none or too many */
    public PushBatch {
        events = List.copyOf(events);
        if (events.isEmpty() || events.size() > GossipLimits.MAX_PUSH_EVENTS) {
            throw new IllegalArgumentException("a push has 1 to " + GossipLimits.MAX_PUSH_EVENTS + " events");
        }
    }
}
