// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.publication;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.tlog.CompactRange;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.MerkleTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Merkle trees of all streams, and the tree over them: its leaves are the streams by id as text. Grows with the log; not
 * safe for many threads.
 */
public final class StreamRoots {

    private final Map<EventId, Tree> trees = new TreeMap<>();
    private long events;

    private static final class Tree {
        private final CompactRange range = new CompactRange();
        private boolean changed = true;
        private StreamRoot root;
        private Hash leaf;

        private Tree(EventId stream) {
            this.root = new StreamRoot(stream, range.head());
            this.leaf = root.leaf();
        }

        private void refresh() {
            if (changed) {
                root = new StreamRoot(root.stream(), range.head());
                leaf = root.leaf();
                changed = false;
            }
        }
    }

    /**
     * The streams at one size of the log.
     *
     * @param events size of the log
     * @param streams all streams, by id as text
     * @param leaves their leaves
     * @param root root of the tree over them
     */
    public record Snapshot(long events, List<StreamRoot> streams, List<Hash> leaves, Hash root) {

        /** The lists are copied. */
        public Snapshot {
            streams = List.copyOf(streams);
            leaves = List.copyOf(leaves);
        }

        /** The line in the checkpoint: the word streams, their number, the root. */
        public String extension() {
            return "streams " + streams.size() + " " + root;
        }

        /** Where a stream is among the streams; negative if it is not. */
        public int indexOf(EventId stream) {
            return Collections.binarySearch(
                    streams.stream().map(StreamRoot::stream).toList(), stream);
        }
    }

    /** Adds the next event of the log. */
    public void add(EventId stream, EventId event) {
        Tree tree = trees.computeIfAbsent(stream, Tree::new);
        tree.range.add(StreamRoot.leaf(event));
        tree.changed = true;
        events++;
    }

    /** The streams as they are now. */
    public Snapshot snapshot() {
        List<StreamRoot> streams = new ArrayList<>(trees.size());
        List<Hash> leaves = new ArrayList<>(trees.size());
        for (Tree tree : trees.values()) {
            tree.refresh();
            streams.add(tree.root);
            leaves.add(tree.leaf);
        }
        return new Snapshot(events, streams, leaves, MerkleTree.of(leaves).root(leaves.size()));
    }
}
