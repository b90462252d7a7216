// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The log file of one process. When it has grown to {@value #MAX_BYTES} bytes it becomes {@code NAME.1} and a new one begins, so
 * a process keeps at most twice that. A line that cannot be written is lost; the next one is tried again. For one thread.
 */
final class ProcessLog implements AutoCloseable {

    static final long MAX_BYTES = 16 << 20;

    private final Path file;
    private final long most;
    private @Nullable BufferedWriter writer;
    private long written;

    ProcessLog(Path file) {
        this(file, MAX_BYTES);
    }

    ProcessLog(Path file, long most) {
        this.file = file;
        this.most = most;
    }

    void add(String line) {
        try {
            BufferedWriter open = writer();
            open.write(line);
            open.newLine();
            open.flush();
            written += line.length() + 1L;
        } catch (IOException diskFull) {
            closeQuietly();
        }
    }

    private BufferedWriter writer() throws IOException {
        if (writer != null && written >= most) {
            closeQuietly();
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (writer == null) {
            writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            written = Files.size(file);
        }
        return writer;
    }

    private void closeQuietly() {
        BufferedWriter open = writer;
        writer = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException diskFull) {
                written = 0;
            }
        }
    }

    @Override
    public void close() {
        closeQuietly();
    }
}
