// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import java.util.List;

/**
 * Opens an exchange.
 *
 * @param head the sender's head
 * @param hints streams of the sender that changed last, at most {@link GossipLimits#MAX_HINTS}
 */
public record SyncRequest(SignedNodeHead head, List<StreamEntry> hints) {

    /** @throws IllegalArgumentException if there are too many hints */
    public SyncRequest {
        hints = List.copyOf(hints);
        if (hints.size() > GossipLimits.MAX_HINTS) {
            throw new IllegalArgumentException("too many hints");
        }
    }
}
