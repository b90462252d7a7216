// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.log.LogPublication;
import io.notenboom.registry.store.disk.AtomicFile;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.tlog.InvalidNoteException;
import io.notenboom.registry.tlog.MerkleTree;
import io.notenboom.registry.tlog.TileName;
import io.notenboom.registry.tlog.TreeHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What others read of the log. Partial tiles and bundles are prefixes of what is durable in the log, so they are written
 * without waiting for the disk and made again at start; only then the checkpoint that needs them is made durable. They stay
 * until the full ones are there.
 */
final class FilePublication implements LogPublication {

    private final LogFolder folder;
    private final AtomicFile files;
    private final FileTiles tiles;
    private final Function<TileName, Optional<ByteBuffer>> bundles;
    private final Set<TileName> partials = new LinkedHashSet<>();
    private @Nullable String checkpoint;
    private @Nullable String key;
    private TreeHead published = TreeHead.EMPTY;

    FilePublication(
            LogFolder folder, AtomicFile files, FileTiles tiles, Function<TileName, Optional<ByteBuffer>> bundles) {
        this.folder = folder;
        this.files = files;
        this.tiles = tiles;
        this.bundles = bundles;
    }

    /**
     * Reads what was published before, when the entries are known.
     *
     * @param firstDifference index of the first entry that is not the one of an existing tile, if any
     * @throws LogFailureException if the checkpoint is damaged or not one of the entries
     */
    void recover(Optional<Long> firstDifference) throws IOException {
        key = text(folder.key());
        checkpoint = text(folder.checkpoint());
        if (checkpoint != null) {
            published = claimed(checkpoint);
            requireEntriesOf(published, firstDifference);
        }
        for (TileName name : folder.tiles()) {
            if (!name.isFull()) {
                partials.add(name);
                mend(name);
            }
        }
        for (TileName name : TileName.added(0, published.size())) {
            if (!name.isFull()) {
                partials.add(name);
                mend(name);
            }
        }
        deleteSuperseded();
    }

    private static @Nullable String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : null;
    }

    private static TreeHead claimed(String note) {
        try {
            return Checkpoint.claimed(note);
        } catch (InvalidNoteException e) {
            throw new LogFailureException(
                    "the checkpoint of the event log is damaged; restore the folder from a backup", e);
        }
    }

    private void requireEntriesOf(TreeHead head, Optional<Long> firstDifference) {
        long size = tiles.head().size();
        if (head.size() > size) {
            throw new LogFailureException("the event log has " + size + " entries, but a checkpoint of " + head.size()
                    + " was published; restore the folder from a backup, or empty it to fetch everything from"
                    + " the peers");
        }
        if (!new MerkleTree(tiles).root(head.size()).equals(head.root())) {
            throw new LogFailureException("the event log holds other entries than those of its checkpoint"
                    + firstDifference
                            .map(index -> ", the first one is entry " + index)
                            .orElse("")
                    + "; restore the folder from a backup, or empty it to fetch everything from the peers");
        }
    }

    /** Writes a partial tile or bundle anew if it is not as it should be. */
    private void mend(TileName name) throws IOException {
        Path file = folder.file(name);
        Optional<ByteBuffer> content = tile(name);
        if (content.isEmpty()) {
            throw new LogFailureException("the event log has fewer entries than it had when " + name.path()
                    + " was written; restore the folder from a backup, or empty it to fetch everything from the peers");
        }
        if (!Files.exists(file) || !ByteBuffer.wrap(Files.readAllBytes(file)).equals(content.get())) {
            folder.createFolderOf(file);
            files.writeCache(file, content.get());
        }
    }

    @Override
    public synchronized Optional<String> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    @Override
    public synchronized Optional<String> key() {
        return Optional.ofNullable(key).map(String::strip);
    }

    @Override
    public synchronized void publish(String note) {
        TreeHead head = claimed(note);
        if (head.size() < published.size()
                || head.size() > tiles.head().size()
                || !new MerkleTree(tiles).root(head.size()).equals(head.root())) {
            throw new IllegalArgumentException("not a checkpoint of the entries of this log");
        }
        try {
            for (TileName name : TileName.added(published.size(), head.size())) {
                if (!name.isFull() && partials.add(name)) {
                    mend(name);
                }
            }
            files.write(folder.checkpoint(), note.getBytes(StandardCharsets.UTF_8));
            checkpoint = note;
            published = head;
            deleteSuperseded();
        } catch (IOException e) {
            throw new LogFailureException("the checkpoint of the event log cannot be written; check the disk", e);
        }
    }

    private void deleteSuperseded() throws IOException {
        for (TileName name : List.copyOf(partials)) {
            if (Files.exists(folder.file(name.full()))) {
                folder.deletePartials(name.full());
                partials.remove(name);
            }
        }
    }

    @Override
    public Optional<ByteBuffer> tile(TileName name) {
        return name.level() == TileName.ENTRIES ? bundles.apply(name) : tiles.tile(name);
    }

    @Override
    public synchronized void useKey(String newKey) {
        try {
            if (checkpoint != null) {
                files.delete(folder.checkpoint());
                checkpoint = null;
                published = TreeHead.EMPTY;
            }
            files.write(folder.key(), (newKey + "\n").getBytes(StandardCharsets.UTF_8));
            key = newKey + "\n";
        } catch (IOException e) {
            throw new LogFailureException("the key of the event log cannot be written; check the disk", e);
        }
    }
}
