// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.trie;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.StreamEntry;
import org.jspecify.annotations.Nullable;

/**
 * A stream on which two nodes differ.
 *
 * @param sid id of the stream
 * @param mine this node's entry; null if it does not know the stream
 * @param theirs the other node's entry; null if that does not know the stream
 */
public record HeadDifference(
        Digest sid, @Nullable StreamEntry mine, @Nullable StreamEntry theirs) {

    /** @throws IllegalArgumentException if neither knows the stream */
    public HeadDifference {
        if (mine == null && theirs == null) {
            throw new IllegalArgumentException("a difference has an entry");
        }
    }

    /** Whether one of the two knows a fork. */
    public boolean forked() {
        return (mine != null && mine.forked()) || (theirs != null && theirs.forked());
    }
}
