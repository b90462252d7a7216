// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.AppendOutcome;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.log.LogFailureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The log as files. Full bundles of 256 entries are {@code tile/entries/…} in the format of C2SP tlog-tiles and never change;
 * the entries after them are in {@code wal/<bundle>.wal}, see {@link WriteAheadFile}. When the write-ahead file holds 256
 * entries they become a bundle: written under another name, made durable, renamed; then the next write-ahead file begins
 * and the old one goes. At every point in between the entries are in the old file, the new one, or both.
 */
final class FileEventLog implements EventLog {

    private final Path folder;
    private final Medium medium;
    private final Function<String, UnverifiedEvent> reader;
    private final FileChannel lock;
    private final LogIndex index = new LogIndex();
    private final BundleCache bundles;
    private final Object writer = new Object();

    private WriteAheadFile writeAhead;
    private long bundleCount;
    private boolean failed;

    /**
     * Opens the log and reads it through.
     *
     * @param reader decodes an entry of the log; throws {@link IllegalArgumentException} if it is none
     */
    FileEventLog(Path folder, Medium medium, Function<String, UnverifiedEvent> reader) {
        this.folder = folder;
        this.medium = medium;
        this.reader = reader;
        this.bundles = new BundleCache(bundle -> readBundle(bundle));
        try {
            createFolders(folder.resolve("wal"));
            createFolders(folder.resolve("tile/entries"));
            this.lock = lock(folder.resolve("lock"));
        } catch (IOException e) {
            throw new LogFailureException("the folder of the event log cannot be used; check its permissions", e);
        }
        try {
            this.writeAhead = recover();
        } catch (IOException e) {
            closeQuietly(lock);
            throw new LogFailureException("the event log cannot be read; check the disk", e);
        } catch (RuntimeException e) {
            closeQuietly(lock);
            throw e;
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new LogFailureException("the event log is open already in this process", e);
        }
        channel.close();
        throw new LogFailureException("another process has the event log open; stop it first");
    }

    private WriteAheadFile recover() throws IOException {
        deleteUnfinished();
        while (Files.exists(bundleFile(bundleCount))) {
            readBundle(bundleCount).forEach(this::index);
            index.sealed();
            bundleCount++;
        }
        refuseMissing();
        WriteAheadFile current = WriteAheadFile.open(writeAheadFile(bundleCount), medium);
        current.recovered().forEach(this::index);
        medium.syncFolder(folder.resolve("wal"));
        if (bundleCount > 0) {
            medium.delete(writeAheadFile(bundleCount - 1));
        }
        return index.unsealed().size() == EntryBundle.FULL ? seal(current) : current;
    }

    private void index(String compact) {
        try {
            index.add(reader.apply(compact));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new LogFailureException("entry " + index.size() + " of the event log is damaged", e);
        }
    }

    private void deleteUnfinished() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("tile/entries"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(AtomicFile.UNFINISHED))
                    .toList()) {
                medium.delete(file);
            }
        }
    }

    /**
     * Refuses a folder in which a file is missing: a bundle before others, or the write-ahead file of the entries after the
     * last bundle. To go on without them would cut the log off in silence.
     */
    private void refuseMissing() throws IOException {
        Set<String> writeAheadFiles = names(folder.resolve("wal"));
        writeAheadFiles.remove(bundleCount - 1 + ".wal");
        boolean sealedOnly = bundleCount > 0 && Files.exists(writeAheadFile(bundleCount - 1));
        boolean fresh = bundleCount == 0 && writeAheadFiles.isEmpty();
        boolean current = writeAheadFiles.equals(Set.of(bundleCount + ".wal"));
        if (names(folder.resolve("tile/entries")).size() != bundleCount
                || !(current || fresh || (sealedOnly && writeAheadFiles.isEmpty()))) {
            throw new LogFailureException("bundle " + bundleCount + " of the event log is missing; restore the folder"
                    + " from a backup, or empty it to fetch everything from the peers");
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Makes a folder and those above it, as far as they are not there, and makes their names durable. */
    private void createFolders(Path wanted) throws IOException {
        Path parent = wanted.toAbsolutePath().getParent();
        if (parent == null || Files.isDirectory(wanted)) {
            return;
        }
        createFolders(parent);
        Files.createDirectories(wanted, DiskMedium.PRIVATE_FOLDER);
        medium.syncFolder(parent);
    }

    private Path bundleFile(long bundle) {
        return folder.resolve(TilePath.entries(bundle));
    }

    private Path writeAheadFile(long bundle) {
        return folder.resolve("wal").resolve(bundle + ".wal");
    }

    private List<String> readBundle(long bundle) {
        try {
            List<String> entries = EntryBundle.decode(ByteBuffer.wrap(Files.readAllBytes(bundleFile(bundle))));
            if (entries.size() == EntryBundle.FULL) {
                return entries;
            }
            throw new LogFailureException("bundle " + bundle + " of the event log is damaged");
        } catch (IOException | IllegalArgumentException e) {
            throw new LogFailureException("bundle " + bundle + " of the event log cannot be read", e);
        }
    }

    @Override
    public long size() {
        return index.size();
    }

    @Override
    public AppendOutcome append(long expectedSize, List<UnverifiedEvent> events) {
        if (events.isEmpty() || events.size() > MAX_BATCH) {
            throw new IllegalArgumentException("an append takes 1 to " + MAX_BATCH + " events");
        }
        synchronized (writer) {
            if (failed) {
                throw new LogFailureException("the event log failed before; restart the service");
            }
            long first = index.size();
            if (first != expectedSize) {
                return new AppendOutcome.Conflict(first);
            }
            failed = true;
            try {
                appendByBundle(events);
            } catch (IOException e) {
                throw new LogFailureException("the event log cannot be written; check the disk", e);
            }
            failed = false;
            return new AppendOutcome.Appended(first);
        }
    }

    private void appendByBundle(List<UnverifiedEvent> events) throws IOException {
        int written = 0;
        while (written < events.size()) {
            int room = EntryBundle.FULL - index.unsealed().size();
            List<UnverifiedEvent> part = events.subList(written, Math.min(events.size(), written + room));
            writeAhead.append(part.stream().map(UnverifiedEvent::compact).toList());
            part.forEach(index::add);
            written += part.size();
            if (part.size() == room) {
                writeAhead = seal(writeAhead);
            }
        }
    }

    /** Makes a bundle of the full write-ahead file. */
    private WriteAheadFile seal(WriteAheadFile full) throws IOException {
        Path file = bundleFile(bundleCount);
        createFolders(Objects.requireNonNull(file.getParent(), "folder of a bundle"));
        ByteBuffer bytes = EntryBundle.encode(index.unsealed());
        byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        new AtomicFile(medium).write(file, content);
        WriteAheadFile next = WriteAheadFile.open(writeAheadFile(bundleCount + 1), medium);
        medium.syncFolder(folder.resolve("wal"));
        full.close();
        medium.delete(writeAheadFile(bundleCount));
        bundleCount++;
        index.sealed();
        return next;
    }

    @Override
    public List<LogEntry> read(long from, int limit) {
        return index.range(from, limit).stream().map(this::load).toList();
    }

    @Override
    public List<LogEntry> readStream(EventId stream, long fromSequence, int limit) {
        return index.stream(stream, fromSequence, limit).stream()
                .map(this::load)
                .toList();
    }

    @Override
    public Optional<LogEntry> find(EventId id) {
        return index.find(id).map(this::load);
    }

    private LogEntry load(LogIndex.Position position) {
        String compact = index.unsealed(position.index())
                .orElseGet(() -> bundles.get(position.index() / EntryBundle.FULL)
                        .get((int) (position.index() % EntryBundle.FULL)));
        return position.with(compact);
    }

    @Override
    public void close() {
        synchronized (writer) {
            failed = true;
            closeQuietly(writeAhead);
            closeQuietly(lock);
        }
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            System.getLogger(FileEventLog.class.getName())
                    .log(System.Logger.Level.WARNING, "a file of the event log could not be closed", e);
        }
    }
}
