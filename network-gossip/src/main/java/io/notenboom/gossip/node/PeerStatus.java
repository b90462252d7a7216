// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.node;

import io.notenboom.gossip.protocol.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one peer stands.
 *
 * @param id node id as it last told; its address before that
 * @param address {@code https://host:port}
 * @param headsRoot root of its heads trie as it last told; null before that
 * @param equal whether that is this node's root now
 * @param lastSync when it last told its head; null before that
 * @param bootstrap whether the operator configured it
 * @param available whether it may be contacted: it is not banned and not waited for
 */
public record PeerStatus(
        String id,
        String address,
        @Nullable Digest headsRoot,
        boolean equal,
        @Nullable Instant lastSync,
        boolean bootstrap,
        boolean available) {}
