// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

import io.notenboom.registry.tlog.CompactRange;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.TileName;
import io.notenboom.registry.tlog.TileStack;
import io.notenboom.registry.tlog.TreeHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the tree of the entries again, and compares the tiles with it. */
final class TreeAudit {

    private final LogFiles files;
    private final TileStack stack = new TileStack();
    private final CompactRange range = new CompactRange();
    private final @Nullable TreeHead earlier;

    /** @param earlier a head that the tree has to have had; null for none */
    TreeAudit(LogFiles files, @Nullable TreeHead earlier) {
        this.files = files;
        this.earlier = earlier;
    }

    /**
     * Adds leaves; compares every tile that becomes full with its file.
     *
     * @param published whether the tiles have to be there
     */
    void add(List<Hash> leaves, boolean published) throws AuditFailedException, IOException {
        for (Hash leaf : leaves) {
            for (Map.Entry<TileName, ByteBuffer> full : stack.add(leaf).entrySet()) {
                compare(full.getKey(), full.getValue(), published);
            }
            range.add(leaf);
            if (earlier != null
                    && earlier.size() == range.size()
                    && !earlier.root().equals(range.root())) {
                throw new AuditFailedException(
                        "checkpoint",
                        "the log does not begin with the earlier checkpoint of " + earlier.size() + " entries");
            }
        }
    }

    TreeHead head() {
        return range.head();
    }

    /** Compares the tiles that are not full in a tree of the present size. */
    void comparePartials() throws AuditFailedException, IOException {
        for (TileName name : TileName.added(0, range.size())) {
            if (!name.isFull() && name.level() >= 0) {
                compare(name, TileStack.bytes(stack.partial(name.level())), true);
            }
        }
    }

    /** Compares a partial tile of an earlier or later checkpoint. */
    void compareOther(TileName name) throws AuditFailedException, IOException {
        long count = range.size() >> (8 * name.level());
        long first = name.index() * TileName.FULL;
        if (first + name.width() > count) {
            throw new AuditFailedException(name.path(), "is not a tile of this log");
        }
        ByteBuffer known = first + TileName.FULL <= count
                ? ByteBuffer.wrap(files.read(name.full().path())
                        .orElseThrow(() -> new AuditFailedException(name.full().path(), "is missing")))
                : TileStack.bytes(stack.partial(name.level()));
        compare(name, known.slice(0, name.width() * Hash.BYTES), true);
    }

    private void compare(TileName name, ByteBuffer expected, boolean published)
            throws AuditFailedException, IOException {
        byte[] found = files.read(name.path()).orElse(null);
        if (found == null) {
            if (published) {
                throw new AuditFailedException(name.path(), "is missing");
            }
            return;
        }
        int difference = ByteBuffer.wrap(found).mismatch(expected);
        if (difference >= 0) {
            throw new AuditFailedException(
                    name.path(),
                    "differs from the entries"
                            + (name.level() == 0
                                    ? " at entry " + (name.index() * TileName.FULL + difference / Hash.BYTES)
                                    : " at byte " + difference));
        }
    }
}
