// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Replaces a whole file so that after a crash either the old or the new bytes are there. */
public final class AtomicFile {

    /** Suffix of files that were never finished; they can be deleted. */
    public static final String UNFINISHED = ".tmp";

    private final Medium medium;

    /** @param medium by which the file gets on the disk */
    public AtomicFile(Medium medium) {
        this.medium = medium;
    }

    /**
     * Writes a file that can be made again from others. Not durable: after a crash it may have any content. Whoever reads
     * it meanwhile sees the old or the new bytes.
     */
    public void writeCache(Path file, ByteBuffer bytes) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        medium.write(unfinished, bytes.duplicate());
        medium.rename(unfinished, file);
    }

    /** Writes; durable when it returns. */
    public void write(Path file, byte[] bytes) throws IOException {
        write(file, ByteBuffer.wrap(bytes));
    }

    /** Writes; durable when it returns. */
    public void write(Path file, ByteBuffer bytes) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        medium.create(unfinished, bytes.duplicate());
        medium.rename(unfinished, file);
        syncFolderOf(file);
    }

    /** Deletes a file; durable when it returns. */
    public void delete(Path file) throws IOException {
        medium.delete(file);
        syncFolderOf(file);
    }

    private void syncFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            medium.syncFolder(folder);
        }
    }
}
