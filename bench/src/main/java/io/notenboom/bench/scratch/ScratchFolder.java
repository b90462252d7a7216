// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A new folder for the files of one measurement, which is deleted with all that is in it when this is closed. */
public final class ScratchFolder implements AutoCloseable {

    private final Path path;

    private ScratchFolder(Path path) {
        this.path = path;
    }

    /** Makes one below a folder, which is made too if it is not there. */
    public static ScratchFolder below(Path folder) throws IOException {
        return new ScratchFolder(Files.createTempDirectory(Files.createDirectories(folder), "bench-"));
    }

    /** Makes one where the system keeps temporary files. */
    public static ScratchFolder temporary() throws IOException {
        return new ScratchFolder(Files.createTempDirectory("bench-"));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
