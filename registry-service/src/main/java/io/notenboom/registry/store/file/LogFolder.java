// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.store.disk.AtomicFile;
import io.notenboom.registry.store.disk.DiskMedium;
import io.notenboom.registry.store.disk.Medium;
import io.notenboom.registry.tlog.TileName;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The folder of the log: {@code wal/}, {@code tile/}, {@code checkpoint}, {@code key} and {@code lock}. Knows names, and which
 * files have to be there.
 */
final class LogFolder {

    private static final String WRITE_AHEAD = ".wal";

    private final Path root;
    private final Medium medium;

    /** Makes the folder if it is not there, and removes files that were never finished. */
    LogFolder(Path root, Medium medium) throws IOException {
        this.root = root;
        this.medium = medium;
        createFolders(root.resolve("wal"));
        createFolders(root.resolve("tile/entries"));
    }

    Path checkpoint() {
        return root.resolve("checkpoint");
    }

    Path key() {
        return root.resolve("key");
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path file(TileName name) {
        return root.resolve(name.path());
    }

    Path writeAhead(long bundle) {
        return root.resolve("wal").resolve(bundle + WRITE_AHEAD);
    }

    Path writeAheadFolder() {
        return root.resolve("wal");
    }

    /** Makes a folder and those above it, as far as they are not there, and makes their names durable. */
    void createFolders(Path wanted) throws IOException {
        Path parent = wanted.toAbsolutePath().getParent();
        if (parent == null || Files.isDirectory(wanted)) {
            return;
        }
        createFolders(parent);
        Files.createDirectories(wanted, DiskMedium.PRIVATE_FOLDER);
        medium.syncFolder(parent);
    }

    /** Makes the folder in which a file is. */
    void createFolderOf(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            createFolders(parent);
        }
    }

    void deleteUnfinished() throws IOException {
        for (Path file : files(root)) {
            if (file.toString().endsWith(AtomicFile.UNFINISHED)) {
                medium.delete(file);
            }
        }
    }

    /** The tiles and bundles that are there. Files with other names are not the log's and not touched. */
    List<TileName> tiles() throws IOException {
        List<TileName> names = new ArrayList<>();
        for (Path file : files(root.resolve("tile"))) {
            TileName.parse(root.relativize(file).toString().replace(File.separatorChar, '/'))
                    .ifPresent(names::add);
        }
        return names;
    }

    /** Deletes partial tiles or bundles of a name, and their folder. */
    void deletePartials(TileName full) throws IOException {
        Path folder = file(full).resolveSibling(file(full).getFileName() + ".p");
        if (Files.isDirectory(folder)) {
            for (Path file : files(folder)) {
                medium.delete(file);
            }
            medium.delete(folder);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    /**
     * Refuses a folder in which a file is missing: a bundle before others, or the write-ahead file of the entries after the
     * last bundle. To go on without them would cut the log off in silence.
     *
     * @param bundles number of full bundles without a gap
     */
    void refuseMissing(long bundles) throws IOException {
        Set<String> writeAheads = new TreeSet<>();
        files(writeAheadFolder()).forEach(file -> writeAheads.add(String.valueOf(file.getFileName())));
        boolean sealed = writeAheads.remove(bundles - 1 + WRITE_AHEAD);
        boolean fresh = bundles == 0 && writeAheads.isEmpty();
        boolean current = writeAheads.equals(Set.of(bundles + WRITE_AHEAD));
        boolean gap = tiles().stream().anyMatch(name -> beyond(name, bundles));
        if (gap || !(current || fresh || (sealed && writeAheads.isEmpty()))) {
            throw new LogFailureException("bundle " + bundles + " of the event log is missing; restore the folder"
                    + " from a backup, or empty it to fetch everything from the peers");
        }
    }

    private static boolean beyond(TileName name, long bundles) {
        return name.level() == TileName.ENTRIES && (name.isFull() ? name.index() >= bundles : name.index() > bundles);
    }
}
