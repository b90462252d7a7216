// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.destination;

import io.notenboom.hosting.backup.file.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder, best one of another machine or disk. */
public final class FolderTarget implements BackupTarget {

    private final Path root;

    /** @param root is made when the first file is put there */
    public FolderTarget(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public void put(String name, Path content) throws IOException {
        Path file = file(name);
        Path temporary = DurableFiles.temporary(file);
        try {
            try (OutputStream output = Files.newOutputStream(temporary)) {
                long unusedBytes = Files.copy(content, output);
            }
            DurableFiles.sync(temporary);
            DurableFiles.rename(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(file(name));
    }

    @Override
    public List<String> list(String folder) throws IOException {
        Path place = root.resolve(folder);
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> folder + "/" + file.getFileName())
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    @Override
    public String describe() {
        return root.toString();
    }

    private Path file(String name) {
        return root.resolve(BackupTarget.requireName(name));
    }
}
