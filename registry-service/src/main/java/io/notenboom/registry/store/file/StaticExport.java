// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.log.LogPublication;
import io.notenboom.registry.tlog.TileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
     * Copies what is new.
     *
     * @param checkpoint the checkpoint
     * @param size its size
     * @param key the key that signed it
     * @throws LogFailureException if the folder cannot be written
     */
    public synchronized void copy(String checkpoint, long size, String key) {
        try {
            for (TileName name : TileName.added(exported, size)) {
                Path file = folder.resolve(name.path());
                if (!Files.exists(file)) {
                    byte[] bytes = bytes(name);
                    write(file, bytes);
                }
            }
            write(folder.resolve("key"), (key + "\n").getBytes(StandardCharsets.UTF_8));
            write(folder.resolve("checkpoint"), checkpoint.getBytes(StandardCharsets.UTF_8));
            exported = size;
        } catch (IOException e) {
            throw new LogFailureException(
                    "the event log cannot be copied to notenboom.registry.log.export; check the folder and the disk",
                    e);
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
