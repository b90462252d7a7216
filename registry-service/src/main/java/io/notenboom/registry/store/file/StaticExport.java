// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.log.LogPublication;
import io.notenboom.registry.store.disk.AtomicFile;
import io.notenboom.registry.tlog.TileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A copy of the published log in a folder that any web server may serve: readable by everybody, tiles before the checkpoint
 * that needs them. It can be deleted and made again at any time.
 */
public final class StaticExport {

    private final Path folder;
    private final LogPublication log;
    private long exported;

    /**
     * @param folder the folder, which is made if it is not there
     * @param log what is copied into it
     */
    public StaticExport(Path folder, LogPublication log) {
        this.folder = folder;
        this.log = log;
    }

    /**
     * Copies what is new. What another log left in the folder is deleted before.
     *
     * @param checkpoint the checkpoint
     * @param size its size
     * @param key the key that signed it
     * @throws LogFailureException if the folder cannot be written
     */
    public synchronized void copy(String checkpoint, long size, String key) {
        try {
            Path keyFile = folder.resolve("key");
            if (!Files.exists(keyFile) || !Files.readString(keyFile).equals(key + "\n")) {
                clear();
                write(keyFile, (key + "\n").getBytes(StandardCharsets.UTF_8));
            }
            for (TileName name : TileName.added(exported, size)) {
                Path file = folder.resolve(name.path());
                if (!Files.exists(file)) {
                    write(file, bytes(name));
                }
                if (name.isFull()) {
                    delete(file.resolveSibling(file.getFileName() + ".p"));
                }
            }
            write(folder.resolve("checkpoint"), checkpoint.getBytes(StandardCharsets.UTF_8));
            exported = size;
        } catch (IOException e) {
            throw new LogFailureException(
                    "the event log cannot be copied to notenboom.registry.log.export; check the folder and the disk",
                    e);
        }
    }

    private void clear() throws IOException {
        delete(folder.resolve("checkpoint"));
        delete(folder.resolve("tile"));
        exported = 0;
    }

    private static void delete(Path place) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private byte[] bytes(TileName name) {
        return log.tile(name)
                .map(buffer -> {
                    byte[] bytes = new byte[buffer.remaining()];
                    buffer.duplicate().get(bytes);
                    return bytes;
                })
                .orElseThrow(() -> new IllegalStateException("a checkpoint needs " + name.path()));
    }

    /** Unlike {@link AtomicFile#write} for the eyes of all, and not durable. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path unfinished = file.resolveSibling(file.getFileName() + AtomicFile.UNFINISHED);
        Files.write(unfinished, bytes);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
