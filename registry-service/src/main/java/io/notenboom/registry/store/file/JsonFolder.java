// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.registry.enrolment.EnrolmentStoreException;
import io.notenboom.registry.store.disk.AtomicFile;
import io.notenboom.registry.store.disk.DiskMedium;
import io.notenboom.registry.store.disk.Medium;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A folder with one JSON object per file, each replaced in whole, readable by its owner only. */
final class JsonFolder {

    private static final int MAX_BYTES = 131_072;
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final AtomicFile files;

    JsonFolder(Path folder, Medium medium) {
        this.folder = folder;
        this.files = new AtomicFile(medium);
        try {
            Files.createDirectories(folder, DiskMedium.PRIVATE_FOLDER);
        } catch (IOException e) {
            throw new EnrolmentStoreException("the folder " + folder.getFileName() + " cannot be used", e);
        }
    }

    /** Writes; durable when it returns. The name is the caller's and has no separators. */
    synchronized void write(String name, ObjectNode json) {
        try {
            files.write(folder.resolve(name + SUFFIX), json.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new EnrolmentStoreException("the file of " + name + " cannot be written; check the disk", e);
        }
    }

    synchronized Optional<ObjectNode> read(String name) {
        Path file = folder.resolve(name + SUFFIX);
        return Files.exists(file) ? Optional.of(load(file)) : Optional.empty();
    }

    synchronized List<ObjectNode> all() {
        return listed().stream().map(JsonFolder::load).toList();
    }

    /** Reads one after the other, so that they are never all in memory. */
    void forEach(Consumer<ObjectNode> consumer) {
        for (Path file : listed()) {
            consumer.accept(load(file));
        }
    }

    private List<Path> listed() {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new EnrolmentStoreException("the folder " + folder.getFileName() + " cannot be read", e);
        }
    }

    private static ObjectNode load(Path file) {
        try {
            return StrictJson.parseObject(Files.readAllBytes(file), MAX_BYTES);
        } catch (IOException | JsonInputException e) {
            throw new EnrolmentStoreException("the file " + file.getFileName() + " cannot be read", e);
        }
    }
}
