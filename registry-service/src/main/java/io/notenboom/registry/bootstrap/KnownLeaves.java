// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogPublication;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.TileName;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Which entries a log has, by the first eight bytes of their hashes: 8 bytes of memory for each. One that is taken for known by
 * mistake is fetched with its stream afterwards.
 */
final class KnownLeaves {

    private final long[] sorted;

    private KnownLeaves(long[] sorted) {
        this.sorted = sorted;
    }

    /** The entries that a log has now. */
    static KnownLeaves of(EventLog log) {
        LogPublication tiles = log.publication();
        int size = Math.toIntExact(log.size());
        long[] all = new long[size];
        for (int from = 0; from < size; from += TileName.FULL) {
            TileName name = new TileName(0, from / TileName.FULL, Math.min(TileName.FULL, size - from));
            ByteBuffer hashes = tiles.tile(name).orElseThrow();
            for (int i = 0; i < name.width(); i++) {
                all[from + i] = hashes.getLong(hashes.position() + i * Hash.BYTES);
            }
        }
        Arrays.parallelSort(all);
        return new KnownLeaves(all);
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    boolean has(Hash leaf) {
        return Arrays.binarySearch(sorted, ByteBuffer.wrap(leaf.bytes()).getLong()) >= 0;
    }

    boolean hasAll(List<Hash> leaves) {
        return leaves.stream().allMatch(this::has);
    }
}
