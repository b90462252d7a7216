// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.AppendOutcome;
import io.notenboom.registry.log.AppendTimes;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.log.LogPublication;
import io.notenboom.registry.store.disk.AtomicFile;
import io.notenboom.registry.store.disk.Medium;
import io.notenboom.registry.tlog.EntryBundle;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.MerkleTree;
import io.notenboom.registry.tlog.TileName;
import io.notenboom.registry.tlog.TreeHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The log as files. Full bundles of 256 entries are {@code tile/entries/…} in the format of C2SP tlog-tiles and never change;
 * the entries after them are in {@code wal/<bundle>.wal}, see {@link WriteAheadFile}. When the write-ahead file holds 256
 * entries they become a bundle and the tiles above it: each written under another name, made durable, renamed; then the next
 * write-ahead file begins and the old one goes. At every point in between the entries are in the old file, the new one, or
 * both. Everything but the bundles and the write-ahead file can be made again from them.
 */
final class FileEventLog implements EventLog {

    private final LogFolder folder;
    private final Medium medium;
    private final AtomicFile files;
    private final Function<String, UnverifiedEvent> reader;
    private final AppendTimes times;
    private final FileChannel lock;
    private final LogIndex index = new LogIndex();
    private final FileTiles tiles;
    private final FilePublication publication;
    private final BundleCache bundles;
    private final Object writer = new Object();

    private WriteAheadFile writeAhead;
    private long bundleCount;
    private volatile boolean failed;

    /** An entry with what is computed from it. */
    private record Read(UnverifiedEvent event, Hash leaf) {}

    /**
     * Opens the log and reads it through.
     *
     * @param reader decodes an entry of the log; throws {@link IllegalArgumentException} if it is none; called by many
     *     threads
     */
    FileEventLog(Path root, Medium medium, Function<String, UnverifiedEvent> reader, AppendTimes times) {
        this.medium = medium;
        this.times = times;
        this.files = new AtomicFile(medium);
        this.reader = reader;
        this.bundles = new BundleCache(bundle -> readBundle(bundle));
        try {
            this.folder = new LogFolder(root, medium);
            this.lock = lock(folder.lock());
        } catch (IOException e) {
            throw new LogFailureException("the folder of the event log cannot be used; check its permissions", e);
        }
        this.tiles = new FileTiles(folder, files);
        this.publication = new FilePublication(folder, files, tiles, this::bundle);
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
        folder.deleteUnfinished();
        while (Files.exists(folder.file(fullBundle(bundleCount)))) {
            index(readBundle(bundleCount));
            index.sealed();
            bundleCount++;
        }
        folder.refuseMissing(bundleCount);
        WriteAheadFile current = WriteAheadFile.open(folder.writeAhead(bundleCount), medium);
        try {
            index(current.recovered());
            medium.syncFolder(folder.writeAheadFolder());
            Optional<Long> difference = tiles.compareWithFiles();
            publication.recover(difference);
            difference.ifPresent(FileEventLog::tellMended);
            tiles.writeFull();
            if (bundleCount > 0) {
                medium.delete(folder.writeAhead(bundleCount - 1));
            }
            return index.unsealed().size() == TileName.FULL ? seal(current) : current;
        } catch (IOException | RuntimeException e) {
            closeQuietly(current);
            throw e;
        }
    }

    private static void tellMended(long entry) {
        System.getLogger(FileEventLog.class.getName())
                .log(
                        System.Logger.Level.WARNING,
                        "a tile of the event log did not fit entry {0} and was made again; check the disk",
                        entry);
    }

    private void index(List<String> entries) {
        try {
            entries.parallelStream()
                    .map(entry -> new Read(reader.apply(entry), EntryBundle.leaf(entry)))
                    .toList()
                    .forEach(this::add);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new LogFailureException(
                    "an entry of the event log between " + index.size() + " and " + (index.size() + entries.size())
                            + " is damaged; restore its folder from a backup, or empty it to fetch everything from the"
                            + " peers",
                    e);
        }
    }

    private void add(Read entry) {
        index.add(entry.event());
        tiles.add(entry.leaf());
    }

    private static TileName fullBundle(long bundle) {
        return new TileName(TileName.ENTRIES, bundle, TileName.FULL);
    }

    private List<String> readBundle(long bundle) {
        try {
            List<String> entries =
                    EntryBundle.decode(ByteBuffer.wrap(Files.readAllBytes(folder.file(fullBundle(bundle)))));
            if (entries.size() == TileName.FULL) {
                return entries;
            }
            throw new LogFailureException("bundle " + bundle + " of the event log is damaged");
        } catch (IOException | IllegalArgumentException e) {
            throw new LogFailureException("bundle " + bundle + " of the event log cannot be read", e);
        }
    }

    private Optional<ByteBuffer> bundle(TileName name) {
        long first = name.index() * TileName.FULL;
        if (first + name.width() > index.size()) {
            return Optional.empty();
        }
        List<String> entries =
                read(first, name.width()).stream().map(LogEntry::compact).toList();
        return Optional.of(ByteBuffer.wrap(EntryBundle.encode(entries)).asReadOnlyBuffer());
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
                throw new LogFailureException("the event log failed before; it has to be opened again");
            }
            long first = index.size();
            if (first != expectedSize) {
                return new AppendOutcome.Conflict(first);
            }
            boolean done = false;
            long begin = System.nanoTime();
            try {
                appendByBundle(events);
                times.appended(events.size(), System.nanoTime() - begin);
                done = true;
                return new AppendOutcome.Appended(first);
            } catch (IOException e) {
                throw new LogFailureException("the event log cannot be written; check the disk", e);
            } finally {
                failed = !done;
            }
        }
    }

    private void appendByBundle(List<UnverifiedEvent> events) throws IOException {
        int written = 0;
        while (written < events.size()) {
            int room = TileName.FULL - index.unsealed().size();
            List<UnverifiedEvent> part = events.subList(written, Math.min(events.size(), written + room));
            writeAhead.append(part.stream().map(UnverifiedEvent::compact).toList());
            part.forEach(event -> add(new Read(event, EntryBundle.leaf(event.compact()))));
            written += part.size();
            if (part.size() == room) {
                writeAhead = seal(writeAhead);
            }
        }
    }

    /** Makes a bundle of the full write-ahead file. */
    private WriteAheadFile seal(WriteAheadFile full) throws IOException {
        Path file = folder.file(fullBundle(bundleCount));
        folder.createFolderOf(file);
        files.write(file, EntryBundle.encode(index.unsealed()));
        tiles.writeFull();
        WriteAheadFile next = WriteAheadFile.open(folder.writeAhead(bundleCount + 1), medium);
        try {
            medium.syncFolder(folder.writeAheadFolder());
            full.close();
            medium.delete(folder.writeAhead(bundleCount));
        } catch (IOException e) {
            closeQuietly(next);
            throw e;
        }
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
    public List<EventId> streamIds(EventId stream, int limit) {
        return index.streamIds(stream, limit);
    }

    @Override
    public Optional<LogEntry> find(EventId id) {
        return index.find(id).map(this::load);
    }

    private LogEntry load(LogIndex.Position position) {
        String compact = index.unsealed(position.index()).orElseGet(() -> bundles.get(position.index() / TileName.FULL)
                .get((int) (position.index() % TileName.FULL)));
        return position.with(compact);
    }

    @Override
    public TreeHead head() {
        return tiles.head();
    }

    @Override
    public MerkleTree tree() {
        return new MerkleTree(tiles);
    }

    @Override
    public LogPublication publication() {
        return publication;
    }

    @Override
    public boolean failed() {
        return failed;
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
