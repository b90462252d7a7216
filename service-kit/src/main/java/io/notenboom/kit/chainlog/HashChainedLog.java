// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An append-only log in segments of JSON lines. Each line carries its own SHA-256 and that of the line before, so no record can
 * be changed, removed or put in without breaking the chain after it; with the {@link #head} noted elsewhere, nothing can be cut
 * off at the end either. An append is on disk when it returns; appends that come together share one synchronisation. One
 * process at a time holds a log open. A line that a crash left incomplete, and that nobody was told of, is cut off when the
 * log is opened. Opening reads the last two segments; {@link ChainVerifier} reads all. Safe for many threads.
 */
public final class HashChainedLog implements AutoCloseable {

    private static final long WAIT_SECONDS = 10;

    private final Path directory;
    private final long segmentBytes;
    private final FileChannel lockChannel;
    private final ReadWriteLock files = new ReentrantReadWriteLock();
    private final AppendQueue queue = new AppendQueue();
    private final Thread writer;
    private final ActiveSegment segment;
    private volatile long segmentStart;
    private volatile ChainHead durable;
    private long sequence;
    private String head;

    private HashChainedLog(Path directory, long segmentBytes, FileChannel lockChannel, ActiveSegment.Files disk)
            throws IOException {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.lockChannel = lockChannel;
        List<Path> segments = ChainReader.segments(directory);
        ChainReader reader = new ChainReader(segments.subList(Math.max(0, segments.size() - 2), segments.size()));
        reader.read(true, record -> {});
        this.durable = reader.head();
        this.sequence = durable.records();
        this.head = durable.hash();
        this.segment = segments.isEmpty()
                ? ActiveSegment.begin(directory, disk, sequence)
                : ActiveSegment.reopen(segments.getLast(), disk, reader.intactBytesOfLastSegment());
        this.segmentStart = ChainReader.firstSequence(segment.file());
        this.writer = Thread.ofPlatform()
                .daemon()
                .name("chainlog-" + directory.getFileName())
                .start(this::write);
    }

    /**
     * Opens the log in a folder, which is made if it is missing.
     *
     * @param segmentBytes size from which on a new segment is begun
     * @throws LogFailureException if the chain is broken, another process has the log open, or the disk fails
     */
    public static HashChainedLog open(Path directory, long segmentBytes) {
        return open(directory, segmentBytes, ActiveSegment.Files.ON_DISK);
    }

    static HashChainedLog open(Path directory, long segmentBytes, ActiveSegment.Files disk) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FileChannel lockChannel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (!lock(lockChannel)) {
                    throw new LogFailureException("another process has the log open: " + directory);
                }
                return new HashChainedLog(directory, segmentBytes, lockChannel, disk);
            } catch (IOException | RuntimeException failure) {
                lockChannel.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new LogFailureException("cannot open the log in " + directory, failure);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldHere) {
            return false;
        }
    }

    /**
     * Appends a record; it is on disk when this returns.
     *
     * @return its sequence number, from 0
     * @throws LogFailureException if it is not known to be on disk
     */
    public long append(JsonNode record) {
        return append(List.of(record));
    }

    /**
     * Appends records that belong together, one after the other in one segment. All are on disk when this returns; when it fails
     * none is, unless a crash came between, which may leave the first of them.
     *
     * @param records at least one
     * @return sequence number of the last
     * @throws LogFailureException if they are not known to be on disk
     */
    public long append(List<? extends JsonNode> records) {
        if (records.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to append");
        }
        List<byte[]> together = new ArrayList<>(records.size());
        for (JsonNode record : records) {
            together.add(ChainedRecord.bytes(record));
        }
        return queue.add(together);
    }

    private void write() {
        for (AppendQueue.Batch batch = queue.next(); !batch.records().isEmpty(); batch = queue.next()) {
            writeBatch(batch);
        }
    }

    private void writeBatch(AppendQueue.Batch batch) {
        long firstSequence = sequence;
        String firstHead = head;
        try {
            segment.writeDurably(lines(batch.records()));
        } catch (IOException | RuntimeException failure) {
            sequence = firstSequence;
            head = firstHead;
            batch.failed(failure);
            return;
        }
        durable = new ChainHead(sequence, head);
        batch.written(firstSequence);
        segment.rotate(segmentBytes, sequence);
        segmentStart = ChainReader.firstSequence(segment.file());
    }

    private byte[] lines(List<byte[]> records) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (byte[] record : records) {
            head = ChainedRecord.write(lines, sequence, head, record);
            sequence++;
        }
        return lines.toByteArray();
    }

    /**
     * Gives all records to a consumer, oldest first. To be called before the first append of this process.
     *
     * @throws LogFailureException if the chain is broken
     */
    public void replay(Consumer<JsonNode> consumer) {
        new ChainReader(ChainReader.segments(directory)).read(false, record -> consumer.accept(record.record()));
    }

    /** How many records there have been: the sequence number that the next one gets. */
    public long size() {
        return durable.records();
    }

    /** How far the log has come on disk. */
    public ChainHead head() {
        return durable;
    }

    /** Sequence number with which the segment begins that is written to. */
    public long segmentStart() {
        return segmentStart;
    }

    /** Sequence number of the oldest record that is kept. */
    public long first() {
        return segments().stream()
                .mapToLong(LogSegment::firstSequence)
                .findFirst()
                .orElse(0);
    }

    /** The files, oldest first; the last one is written to. */
    public List<LogSegment> segments() {
        return reading(() -> ChainReader.segments(directory).stream()
                .map(file -> new LogSegment(
                        file.getFileName().toString(),
                        ChainReader.firstSequence(file),
                        file.toFile().length()))
                .toList());
    }

    /**
     * Removes the oldest segments as far as all their records come before one; never the one with
     * the last record. Whoever
     * calls this has said so in a record before, so that a log that begins later explains itself.
     *
     * @return how many segments were removed
     * @throws LogFailureException if a file cannot be removed
     */
    public int removeBefore(long before) {
        Lock alone = files.writeLock();
        alone.lock();
        try {
            List<Path> segments = ChainReader.segments(directory);
            int removed = 0;
            // the last record stays, because the next one is chained to it
            long most = Math.min(before, size() - 1);
            while (removed + 1 < segments.size() && ChainReader.firstSequence(segments.get(removed + 1)) <= most) {
                Files.delete(segments.get(removed));
                removed++;
            }
            return removed;
        } catch (IOException failure) {
            throw new LogFailureException("a segment of the log cannot be removed", failure);
        } finally {
            alone.unlock();
        }
    }

    private <T> T reading(Supplier<T> read) {
        Lock shared = files.readLock();
        shared.lock();
        try {
            return read.get();
        } finally {
            shared.unlock();
        }
    }

    /**
     * A page of the log, also while records are appended.
     *
     * @param from sequence number of the first record
     * @param limit most records of the page
     * @return records in their order, fewer than the limit at the end of the log only
     * @throws LogFailureException if the chain is broken inside the page, or the disk fails
     */
    public List<LoggedRecord> read(long from, int limit) {
        if (from < 0 || limit < 0) {
            throw new IllegalArgumentException("a page begins at 0 or later and has no negative length");
        }
        return reading(() -> new ChainPages(directory, size()).read(from, limit));
    }

    /**
     * Where a time is in the log; {@link #read} goes on from there.
     *
     * @param timeOf the time of a record. Records are taken to be in order of time; where a clock was set back, the answer is
     *     one of the places where the time is passed
     * @return sequence number of the first record that is not before the time; empty if all are
     * @throws LogFailureException if the log cannot be read
     */
    public OptionalLong firstAtOrAfter(Instant time, Function<JsonNode, Instant> timeOf) {
        return reading(() -> new ChainPages(directory, size()).firstAtOrAfter(time, timeOf));
    }

    /**
     * Checks the chain of a log that no process has open.
     *
     * @return number of records that there have been
     * @throws LogFailureException that names the first record at which the chain is broken
     */
    public static long verify(Path directory) {
        return switch (new ChainVerifier(directory, Optional.empty()).verify(record -> {})) {
            case ChainVerdict.Sound sound -> sound.head().records();
            case ChainVerdict.Broken broken ->
                throw new LogFailureException(broken.segment() + ", line " + broken.line() + ": " + broken.reason());
        };
    }

    /** Writes what is queued and closes the files. */
    @Override
    public void close() {
        queue.close();
        try {
            writer.join(TimeUnit.SECONDS.toMillis(WAIT_SECONDS));
            segment.close();
            lockChannel.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            throw new LogFailureException("the log could not be closed", failure);
        }
    }
}
