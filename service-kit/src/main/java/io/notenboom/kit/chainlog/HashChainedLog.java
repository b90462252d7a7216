// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An append-only log in segments of JSON lines. Each line carries the SHA-256 of the line before, so no record can be changed,
 * removed or put in without breaking the chain after it. An append is on disk when it returns; appends that come together share
 * one synchronisation. One process at a time holds a log open. A line that a crash left incomplete, and that nobody was told
 * of, is cut off when the log is opened. Safe for many threads.
 */
public final class HashChainedLog implements AutoCloseable {

    private static final int QUEUE = 4_096;
    private static final long WAIT_SECONDS = 10;

    private final Path directory;
    private final long segmentBytes;
    private final FileChannel lockChannel;
    private final BlockingQueue<Append> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread writer;
    private volatile boolean closed;
    private boolean broken;
    private FileChannel segment;
    private volatile long durable;
    private long sequence;
    private String head;

    private record Append(JsonNode record, CompletableFuture<Long> done) {}

    private HashChainedLog(Path directory, long segmentBytes, FileChannel lockChannel) throws IOException {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.lockChannel = lockChannel;
        ChainReader reader = new ChainReader(directory);
        reader.read(true, record -> {});
        this.sequence = reader.count();
        this.head = reader.head();
        this.durable = sequence;
        List<Path> segments = ChainReader.segments(directory);
        this.segment =
                segments.isEmpty() ? newSegment() : reopen(segments.getLast(), reader.intactBytesOfLastSegment());
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
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FileChannel lockChannel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (!lock(lockChannel)) {
                    throw new LogFailureException("another process has the log open: " + directory);
                }
                return new HashChainedLog(directory, segmentBytes, lockChannel);
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

    private FileChannel newSegment() throws IOException {
        Path file = directory.resolve(String.format(Locale.ROOT, "%016d%s", sequence, ChainReader.SUFFIX));
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        }
        return channel;
    }

    private static FileChannel reopen(Path file, long intactBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(intactBytes);
            channel.force(true);
        }
        return FileChannel.open(file, StandardOpenOption.APPEND);
    }

    /**
     * Appends a record; it is on disk when this returns.
     *
     * @return its sequence number, from 0
     * @throws LogFailureException if it is not known to be on disk
     */
    public long append(JsonNode record) {
        ChainedRecord.requireFits(record);
        Append append = new Append(record, new CompletableFuture<>());
        try {
            if (closed || !queue.offer(append, WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new LogFailureException(closed ? "the log is closed" : "the log cannot keep up");
            }
            return append.done().orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogFailureException("interrupted while appending");
        } catch (CompletionException failure) {
            throw new LogFailureException("the record is not known to be on disk", failure);
        }
    }

    private void write() {
        List<Append> batch = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                Append first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch);
                writeBatch(batch);
            } catch (InterruptedException interrupted) {
                closed = true;
            }
            batch.clear();
        }
    }

    private void writeBatch(List<Append> batch) {
        long firstSequence = sequence;
        String firstHead = head;
        try {
            writeDurably(lines(batch));
        } catch (IOException | RuntimeException failure) {
            sequence = firstSequence;
            head = firstHead;
            batch.forEach(append -> append.done().completeExceptionally(failure));
            return;
        }
        durable = sequence;
        for (int index = 0; index < batch.size(); index++) {
            batch.get(index).done().complete(firstSequence + index);
        }
        rotateIfFull();
    }

    /**
     * After a write that failed, for instance because the disk is full, what was half written is cut off and the next batch may
     * try again. After a failed synchronisation nobody can tell what is on disk: the log takes no more until it is opened again.
     */
    private void writeDurably(byte[] lines) throws IOException {
        if (broken) {
            throw new LogFailureException("the disk has failed; restart the service when it is well");
        }
        long before = segment.size();
        boolean written = false;
        try {
            ByteBuffer bytes = ByteBuffer.wrap(lines);
            while (bytes.hasRemaining()) {
                var unused = segment.write(bytes);
            }
            written = true;
            segment.force(false);
        } catch (IOException failure) {
            broken = written;
            cutOff(before);
            throw failure;
        }
    }

    private void cutOff(long length) {
        try {
            segment.truncate(length);
        } catch (IOException failure) {
            broken = true;
        }
    }

    private byte[] lines(List<Append> batch) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Append append : batch) {
            byte[] line = new ChainedRecord(sequence, head, append.record()).toLine();
            lines.write(line);
            lines.write('\n');
            sequence++;
            head = ChainedRecord.hash(line);
        }
        return lines.toByteArray();
    }

    private void rotateIfFull() {
        try {
            if (segment.size() >= segmentBytes) {
                FileChannel full = segment;
                segment = newSegment();
                full.close();
            }
        } catch (IOException failure) {
            // the present segment goes on; the next batch tries again
            return;
        }
    }

    /**
     * Gives all records to a consumer, oldest first. To be called before the first append of this process.
     *
     * @throws LogFailureException if the chain is broken
     */
    public void replay(Consumer<JsonNode> consumer) {
        new ChainReader(directory).read(false, record -> consumer.accept(record.record()));
    }

    /** How many records are on disk: the sequence number that the next one gets. */
    public long size() {
        return durable;
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
        return new ChainPages(directory, durable).read(from, limit);
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
        return new ChainPages(directory, durable).firstAtOrAfter(time, timeOf);
    }

    /**
     * Checks the chain of a log that no process has open.
     *
     * @return number of records
     * @throws LogFailureException that names the first record at which the chain is broken
     */
    public static long verify(Path directory) {
        ChainReader reader = new ChainReader(directory);
        reader.read(false, record -> {});
        return reader.count();
    }

    /** Writes what is queued and closes the files. */
    @Override
    public void close() {
        closed = true;
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
