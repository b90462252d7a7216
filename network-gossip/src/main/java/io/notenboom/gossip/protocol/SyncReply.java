// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import java.util.List;

/**
 * Answers a sync; there is always an answer, also when nothing differs.
 *
 * @param head the sender's head
 * @param hints streams of the sender that changed last, at most {@link GossipLimits#MAX_HINTS}
 */
public record SyncReply(SignedNodeHead head, List<StreamEntry> hints) {

    /** @throws IllegalArgumentException if there are too many hints */
    public SyncReply {
        hints = List.copyOf(hints);
        if (hints.size() > GossipLimits.MAX_HINTS) {
            throw new IllegalArgumentException("too many hints");
        }
    }
}
