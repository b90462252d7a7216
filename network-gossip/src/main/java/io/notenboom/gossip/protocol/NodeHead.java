// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import java.time.Instant;
import java.util.Objects;

/**
 * What a node says of itself. Of a peer it comes only from {@link NodeHeadVerifier}, which has checked that the peer's node
 * identity key signed it; it remains that peer's claim.
 *
 * @param node id of the node
 * @param net identifier of the network
 * @param time the node's time, whole seconds
 * @param logSize number of events in the node's log
 * @param logRoot root of the Merkle tree over its log (RFC 9162 §2.1)
 * @param headsRoot root of its heads trie
 * @param streams number of streams
 * @param events number of events up to the heads
 * @param epoch changes when the node starts another log
 */
public record NodeHead(
        String node,
        Digest net,
        Instant time,
        long logSize,
        Digest logRoot,
        Digest headsRoot,
        long streams,
        long events,
        String epoch) {

    /** Most characters of {@code node} and {@code epoch}. */
    public static final int MAX_TEXT = 128;

    /** @throws IllegalArgumentException if a number is negative or a text is empty or too long */
    public NodeHead {
        Objects.requireNonNull(net, "net");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(logRoot, "logRoot");
        Objects.requireNonNull(headsRoot, "headsRoot");
        if (logSize < 0 || streams < 0 || events < 0) {
            throw new IllegalArgumentException("a node head has no negative numbers");
        }
        requireText(node);
        requireText(epoch);
    }

    private static void requireText(String text) {
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("texts of a node head have 1 to " + MAX_TEXT + " characters");
        }
    }
}
