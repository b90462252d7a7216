// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.registry.ingest.CommitListener;
import io.notenboom.registry.log.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Size and root of the Merkle tree over the log (RFC 9162 §2.1.1): leaf = SHA-256(0x00, id of the event), node =
 * SHA-256(0x01, left, right). Keeps one hash for each complete part of the tree, so that an event costs O(log size).
 */
public final class LogTree implements CommitListener {

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private final List<Digest> complete = new ArrayList<>();
    private long size;

    /**
     * The tree at one moment.
     *
     * @param size number of events
     * @param root root of the tree; SHA-256 of nothing for an empty one
     */
    public record State(long size, Digest root) {}

    @Override
    public synchronized void committed(List<LogEntry> entries, Set<String> organisations) {
        for (LogEntry entry : entries) {
            add(Digest.sha256(LEAF, new Digest(entry.id().value()).bytes()));
        }
    }

    private void add(Digest leaf) {
        Digest hash = leaf;
        for (long full = size; (full & 1) == 1; full >>= 1) {
            hash = Digest.sha256(NODE, complete.removeLast().bytes(), hash.bytes());
        }
        complete.add(hash);
        size++;
    }

    /** The tree as it is now. */
    public synchronized State state() {
        if (complete.isEmpty()) {
            return new State(0, Digest.sha256());
        }
        Digest root = complete.getLast();
        for (int i = complete.size() - 2; i >= 0; i--) {
            root = Digest.sha256(NODE, complete.get(i).bytes(), root.bytes());
        }
        return new State(size, root);
    }
}
