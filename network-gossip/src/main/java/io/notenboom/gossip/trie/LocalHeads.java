// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.trie;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.StreamEntry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;

/**
 * This node's trie and the ones before it: the last {@value #KEPT} roots, so that a walk that began under one of them can
 * go on. Holds only what is durable. Safe for many threads.
 */
public final class LocalHeads {

    /** Number of roots that are kept, the current one included. */
    public static final int KEPT = 16;

    private final Deque<HeadsTrie> kept = new ArrayDeque<>();

    /** Starts without streams. */
    public LocalHeads() {
        kept.add(HeadsTrie.empty());
    }

    /** The trie as it is now. */
    public synchronized HeadsTrie current() {
        return kept.getLast();
    }

    /** The trie with this root if it is one of those kept. */
    public synchronized Optional<HeadsTrie> at(Digest root) {
        return kept.stream().filter(trie -> trie.root().equals(root)).findFirst();
    }

    /**
     * Takes in entries that are durable now.
     *
     * @return whether the root changed
     */
    public synchronized boolean update(Collection<StreamEntry> entries) {
        HeadsTrie next = kept.getLast();
        for (StreamEntry entry : entries) {
            next = next.with(entry);
        }
        if (next.equals(kept.getLast())) {
            return false;
        }
        kept.add(next);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        return true;
    }
}
