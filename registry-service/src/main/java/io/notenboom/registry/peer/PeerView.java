// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.peer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A peer as this node knows it.
 *
 * @param id id of the peer's node, or its address while the id is not known
 * @param address {@code https://host:port}
 * @param headsRoot root over the heads of its streams as it told last; null before the first exchange
 * @param equal whether that root equals this node's own
 * @param lastSync when heads were exchanged last; null before the first exchange
 */
public record PeerView(
        String id,
        String address,
        @Nullable String headsRoot,
        boolean equal,
        @Nullable Instant lastSync) {}
