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
 * @param events number of events in its log as it told last; null before the first exchange
 * @param equal whether that root equals this node's own
 * @param lastSync when heads were exchanged last; null before the first exchange
 * @param lastFailure why the last call failed, {@code unreachable}, {@code busy}, {@code stalled} or {@code broken}; null if
 *     it did not
 * @param source where its address comes from
 * @param strikes how often it broke the protocol within the last hour; three are a ban
 * @param bannedUntil until when nothing is exchanged with it; null if it is not banned
 */
public record PeerView(
        String id,
        String address,
        @Nullable String headsRoot,
        @Nullable Long events,
        boolean equal,
        @Nullable Instant lastSync,
        @Nullable String lastFailure,
        Source source,
        int strikes,
        @Nullable Instant bannedUntil) {

    /** Where the address of a peer comes from. */
    public enum Source {
        /** {@code notenboom.registry.bootstrap}. */
        CONFIGURED,
        /** An operator added it. */
        ADDED,
        /** Its vendor registered it. */
        REGISTERED
    }
}
