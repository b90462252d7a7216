// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The right edge of a growing tree in tiles: of each level the hashes of the tile that is not full yet. Not safe for many
 * threads.
 */
public final class TileStack {

    private final List<List<Hash>> levels = new ArrayList<>();
    private long size;

    /** Adds a leaf hash. Returns the tiles that it makes full, by name, lowest level first. */
    public Map<TileName, ByteBuffer> add(Hash leaf) {
        Map<TileName, ByteBuffer> full = new TreeMap<>((a, b) -> Integer.compare(a.level(), b.level()));
        Hash hash = leaf;
        boolean carry = true;
        long count = size++;
        for (int level = 0; carry; level++) {
            if (level == levels.size()) {
                levels.add(new ArrayList<>());
            }
            List<Hash> tile = levels.get(level);
            tile.add(hash);
            carry = tile.size() == TileName.FULL;
            if (carry) {
                full.put(new TileName(level, count / TileName.FULL, TileName.FULL), bytes(tile));
                hash = rootOf(tile);
                tile.clear();
                count /= TileName.FULL;
            }
        }
        return full;
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /** The hashes of the tile of a level that is not full, in order. */
    public List<Hash> partial(int level) {
        return level < levels.size() ? List.copyOf(levels.get(level)) : List.of();
    }

    /** The bytes of a tile with these hashes. */
    public static ByteBuffer bytes(List<Hash> hashes) {
        ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * Hash.BYTES);
        hashes.forEach(hash -> hash.write(bytes));
        return bytes.flip().asReadOnlyBuffer();
    }

    /** The root of the subtree over hashes, as many as a power of two. */
    public static Hash rootOf(List<Hash> hashes) {
        List<Hash> level = hashes;
        while (level.size() > 1) {
            List<Hash> above = new ArrayList<>(level.size() / 2);
            for (int i = 0; i < level.size(); i += 2) {
                above.add(Hash.node(level.get(i), level.get(i + 1)));
            }
            level = above;
        }
        return level.getFirst();
    }
}
