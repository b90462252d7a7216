// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import java.util.Objects;

/**
 * A node head as it travels: a compact JWS that nobody has verified yet.
 *
 * @param compact at most {@link GossipLimits#MAX_HEAD_CHARACTERS} characters
 */
public record SignedNodeHead(String compact) {

    /** @throws IllegalArgumentException if it is too long */
    public SignedNodeHead {
        Objects.requireNonNull(compact, "compact");
        if (compact.length() > GossipLimits.MAX_HEAD_CHARACTERS) {
            throw new IllegalArgumentException("a signed node head is too long");
        }
    }
}
