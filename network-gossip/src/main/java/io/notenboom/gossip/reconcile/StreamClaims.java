// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.protocol.Digest;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which streams are being fetched, so that no two conversations fetch the same. Not safe for many threads. */
final class StreamClaims {

    private final Set<Digest> claimed = new HashSet<>();

    /** Takes a stream; false if another conversation has it. */
    boolean claim(Digest sid) {
        return claimed.add(sid);
    }

    /** Whether a stream is being fetched. */
    boolean isClaimed(Digest sid) {
        return claimed.contains(sid);
    }

    void release(Collection<Digest> streams) {
        claimed.removeAll(streams);
    }
}
