// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Replaces a whole file so that after a crash either the old or the new bytes are there. */
final class AtomicFile {

    /** Suffix of files that were never finished; they can be deleted. */
    static final String UNFINISHED = ".tmp";

    private final Medium medium;

    AtomicFile(Medium medium) {
        this.medium = medium;
    }

    /** Writes; durable when it returns. */
    void write(Path file, byte[] bytes) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        medium.create(unfinished, ByteBuffer.wrap(bytes));
        medium.rename(unfinished, file);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            medium.syncFolder(folder);
        }
    }
}
