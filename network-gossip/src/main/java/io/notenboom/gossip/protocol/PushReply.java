// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import java.util.List;

/**
 * Answers a push.
 *
 * @param verdicts one for each event, in the same order
 */
public record PushReply(List<Verdict> verdicts) {

    /** @throws IllegalArgumentException if there are too many */
    public PushReply {
        verdicts = List.copyOf(verdicts);
        if (verdicts.size() > GossipLimits.MAX_PUSH_EVENTS) {
            throw new IllegalArgumentException("too many verdicts");
        }
    }
}
