// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NIOFSDirectory;

/** Where the files of generations are. A generation has a number of its own; numbers grow. */
interface GenerationStore {

    /** Numbers of the generations that are there, newest first. */
    List<Long> numbers() throws IOException;

    /** The files of a generation; a new one has none. */
    Directory open(long number) throws IOException;

    /** Deletes a generation. What cannot be deleted is left for the next start. */
    void delete(long number);

    /** On disk: one folder for each generation. Files are mapped into memory, in a native image read. */
    final class OnDisk implements GenerationStore {

        private static final System.Logger LOG = System.getLogger(OnDisk.class.getName());
        private static final String PREFIX = "generation-";

        private final Path folder;

        OnDisk(Path folder) {
            this.folder = folder;
        }

        @Override
        public List<Long> numbers() throws IOException {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.matches(PREFIX + "[0-9]{1,18}"))
                        .map(name -> Long.valueOf(name.substring(PREFIX.length())))
                        .sorted(Comparator.reverseOrder())
                        .toList();
            }
        }

        @Override
        public Directory open(long number) throws IOException {
            boolean nativeImage = System.getProperty("org.graalvm.nativeimage.imagecode") != null;
            return nativeImage ? new NIOFSDirectory(path(number)) : FSDirectory.open(path(number));
        }

        private Path path(long number) {
            return folder.resolve(PREFIX + number);
        }

        @Override
        public void delete(long number) {
            try (Stream<Path> files = Files.walk(path(number))) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException failure) {
                LOG.log(System.Logger.Level.WARNING, "an old search index could not be deleted: " + path(number));
            }
        }
    }

    /** In memory. */
    final class InMemory implements GenerationStore {

        private final Map<Long, Directory> directories = new ConcurrentHashMap<>();

        @Override
        public List<Long> numbers() {
            return directories.keySet().stream()
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }

        @Override
        public Directory open(long number) {
            return directories.computeIfAbsent(number, key -> new ByteBuffersDirectory());
        }

        @Override
        public void delete(long number) {
            directories.remove(number);
        }
    }
}
