// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.node;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.NodeHeadSigner;
import io.notenboom.gossip.protocol.SignedNodeHead;
import io.notenboom.gossip.trie.HeadsTrie;
import io.notenboom.gossip.trie.LocalHeads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs what this node says of itself. One signature serves until something changes, at most {@link #REUSE}. Safe for many
 * threads.
 */
public final class OwnHead {

    /** For how long an unchanged head is not signed again. */
    public static final Duration REUSE = Duration.ofSeconds(10);

    /**
     * The node's log.
     *
     * @param size number of events
     * @param root root of the Merkle tree over it
     * @param epoch changes when the node starts another log
     */
    public record LogState(long size, Digest root, String epoch) {}

    private final String node;
    private final Digest network;
    private final LocalHeads heads;
    private final Supplier<LogState> log;
    private final NodeHeadSigner signer;
    private final InstantSource clock;
    private @Nullable NodeHead last;
    private @Nullable SignedNodeHead signed;

    /** Wires the parts; {@code node} is this node's id. */
    public OwnHead(
            String node,
            Digest network,
            LocalHeads heads,
            Supplier<LogState> log,
            NodeHeadSigner signer,
            InstantSource clock) {
        this.node = node;
        this.network = network;
        this.heads = heads;
        this.log = log;
        this.signer = signer;
        this.clock = clock;
    }

    /** The head as of now. */
    public synchronized SignedNodeHead signed() {
        NodeHead now = now();
        NodeHead before = last;
        SignedNodeHead have = signed;
        if (before == null || have == null || !isSame(before, now)) {
            have = signer.sign(now);
            last = now;
            signed = have;
        }
        return have;
    }

    private NodeHead now() {
        HeadsTrie trie = heads.current();
        LogState state = log.get();
        return new NodeHead(
                node,
                network,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                state.size(),
                state.root(),
                trie.root(),
                trie.streams(),
                trie.events(),
                state.epoch());
    }

    private static boolean isSame(NodeHead before, NodeHead now) {
        Instant until = before.time().plus(REUSE);
        return before.headsRoot().equals(now.headsRoot())
                && before.logRoot().equals(now.logRoot())
                && before.epoch().equals(now.epoch())
                && now.time().isBefore(until)
                && !now.time().isBefore(before.time());
    }
}
