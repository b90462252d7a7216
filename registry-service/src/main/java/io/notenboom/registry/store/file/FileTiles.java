// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.store.disk.AtomicFile;
import io.notenboom.registry.tlog.CompactRange;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.SubtreeHashes;
import io.notenboom.registry.tlog.TileName;
import io.notenboom.registry.tlog.TileStack;
import io.notenboom.registry.tlog.TreeHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Merkle tree of the entries. Its full tiles are files, which can always be made again from the entries; its right edge
 * is in memory. Safe for many threads.
 */
final class FileTiles implements SubtreeHashes {

    private static final int MAX_CACHED = 128;

    private final LogFolder folder;
    private final AtomicFile files;
    private final TileStack stack = new TileStack();
    private final CompactRange range = new CompactRange();
    private final Map<TileName, ByteBuffer> unwritten = new LinkedHashMap<>();
    private final Map<TileName, ByteBuffer> cache = new LinkedHashMap<>(MAX_CACHED * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TileName, ByteBuffer> eldest) {
            return size() > MAX_CACHED;
        }
    };

    FileTiles(LogFolder folder, AtomicFile files) {
        this.folder = folder;
        this.files = files;
    }

    /** Adds the leaf of a durable entry. */
    synchronized void add(Hash leaf) {
        unwritten.putAll(stack.add(leaf));
        range.add(leaf);
    }

    synchronized TreeHead head() {
        return range.head();
    }

    /** Makes the tiles that became full durable. */
    void writeFull() throws IOException {
        Map<TileName, ByteBuffer> full;
        synchronized (this) {
            full = new LinkedHashMap<>(unwritten);
        }
        for (Map.Entry<TileName, ByteBuffer> tile : full.entrySet()) {
            Path file = folder.file(tile.getKey());
            folder.createFolderOf(file);
            files.write(file, tile.getValue());
            synchronized (this) {
                unwritten.remove(tile.getKey());
            }
        }
    }

    /**
     * Looks which full tiles are there as they should be. Those that are not wait to be written.
     *
     * @return the index of the first entry whose hash in a file is another one
     */
    Optional<Long> compareWithFiles() throws IOException {
        Optional<Long> first = Optional.empty();
        Map<TileName, ByteBuffer> expected;
        synchronized (this) {
            expected = new LinkedHashMap<>(unwritten);
        }
        for (Map.Entry<TileName, ByteBuffer> tile : expected.entrySet()) {
            Path file = folder.file(tile.getKey());
            int difference = Files.exists(file)
                    ? ByteBuffer.wrap(Files.readAllBytes(file)).mismatch(tile.getValue())
                    : 0;
            if (difference < 0) {
                synchronized (this) {
                    unwritten.remove(tile.getKey());
                }
            } else if (first.isEmpty() && tile.getKey().level() == 0 && Files.exists(file)) {
                first = Optional.of(tile.getKey().index() * TileName.FULL + difference / Hash.BYTES);
            }
        }
        return first;
    }

    /** The first hashes of a tile; empty if there are not as many. */
    synchronized Optional<ByteBuffer> tile(TileName name) {
        long span = 1L << (8 * name.level());
        long hashes = range.size() / span;
        if (name.index() * TileName.FULL + name.width() > hashes) {
            return Optional.empty();
        }
        boolean full = (name.index() + 1) * TileName.FULL <= hashes;
        ByteBuffer all = full ? fullTile(name.full()) : TileStack.bytes(stack.partial(name.level()));
        return Optional.of(all.slice(0, name.width() * Hash.BYTES).asReadOnlyBuffer());
    }

    private ByteBuffer fullTile(TileName name) {
        ByteBuffer waiting = unwritten.get(name);
        return waiting != null ? waiting : cache.computeIfAbsent(name, this::load);
    }

    private ByteBuffer load(TileName name) {
        try {
            byte[] bytes = Files.readAllBytes(folder.file(name));
            if (bytes.length == TileName.FULL * Hash.BYTES) {
                return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
            }
            throw new LogFailureException(name.path() + " of the event log is damaged; restart the service to mend it");
        } catch (IOException e) {
            throw new LogFailureException(name.path() + " of the event log cannot be read; check the disk", e);
        }
    }

    @Override
    public Hash subtree(int level, long index) {
        int within = level % 8;
        long first = index << within;
        int from = (int) (first % TileName.FULL);
        int count = 1 << within;
        TileName name = new TileName(level / 8, first / TileName.FULL, from + count);
        ByteBuffer bytes = tile(name).orElseThrow(() -> new IllegalArgumentException("the tree is not as large"));
        bytes.position(from * Hash.BYTES);
        List<Hash> hashes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            hashes.add(Hash.read(bytes));
        }
        return TileStack.rootOf(hashes);
    }
}
