// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import io.notenboom.hosting.backup.file.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The lock of a work folder, which one process has at a time; it ends when it is closed, and with the process. */
final class WorkLock implements AutoCloseable {

    private final FileChannel channel;
    private final @Nullable FileLock lock;

    private WorkLock(FileChannel channel, @Nullable FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the lock if nobody has it; {@link #held} tells. */
    static WorkLock take(Path work) throws IOException {
        FileChannel channel = FileChannel.open(
                DurableFiles.folder(work).resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            return new WorkLock(channel, channel.tryLock());
        } catch (OverlappingFileLockException here) {
            return new WorkLock(channel, null);
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    boolean held() {
        return lock != null;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
