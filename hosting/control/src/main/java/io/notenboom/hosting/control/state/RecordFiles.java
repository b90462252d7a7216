// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * JSON files of one folder, one for each record. A file is replaced in one step and is on disk when {@link #write} returns, so
 * that a reader, also after a crash, finds the old or the new text and never a part of one. Readable by their owner only.
 */
public final class RecordFiles {

    private static final String ENDING = ".json";
    private static final int MAX_BYTES = 4_194_304;

    private final Path folder;

    /** @param folder made if it is not there */
    public RecordFiles(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot create " + folder, failure);
        }
    }

    /**
     * Writes a record.
     *
     * @param name name without ending: letters, digits, hyphens
     */
    public void write(String name, ObjectNode record) {
        Path file = file(name);
        Path temporary = folder.resolve(name + ".new");
        try {
            Files.deleteIfExists(temporary);
            Files.createFile(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(temporary, StrictJson.write(record), StandardOpenOption.DSYNC);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    private void force() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** A record; empty if there is none of this name. */
    public Optional<ObjectNode> read(String name) {
        Path file = file(name);
        return Files.exists(file) ? Optional.of(parsed(file)) : Optional.empty();
    }

    /** All records, by name. */
    public List<ObjectNode> readAll() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(RecordFiles::parsed)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + folder, failure);
        }
    }

    private static ObjectNode parsed(Path file) {
        try {
            return StrictJson.parseObject(Files.readAllBytes(file), MAX_BYTES);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        } catch (JsonInputException damaged) {
            throw new IllegalStateException(
                    file + " is damaged: restore it from a backup, or take it away and create its customer again",
                    damaged);
        }
    }

    private Path file(String name) {
        Path file = folder.resolve(name + ENDING).normalize();
        if (!folder.normalize().equals(Objects.requireNonNull(file.getParent()))) {
            throw new IllegalArgumentException("not a name of a record");
        }
        return file;
    }
}
