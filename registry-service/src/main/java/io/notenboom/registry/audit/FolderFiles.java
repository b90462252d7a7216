// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The log in a folder: that of a node, or a copy of what it published. */
public final class FolderFiles implements LogFiles {

    private final Path folder;

    /** Reads in a folder. */
    public FolderFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        Path file = folder.resolve(path);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(path + " is longer than any file of a log");
        }
        return Optional.of(Files.readAllBytes(file));
    }

    @Override
    public Optional<List<String>> list() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return Optional.of(files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
                    .sorted()
                    .toList());
        }
    }
}
