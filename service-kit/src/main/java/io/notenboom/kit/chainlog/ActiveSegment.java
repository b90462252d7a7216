// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The segment that is written to. Used by one thread at a time. */
final class ActiveSegment {

    private final Path directory;
    private final Files files;
    private FileChannel channel;
    private Path file;
    private boolean broken;

    /** Opens the files of segments for appending; a test puts a disk that fails in its place. */
    @FunctionalInterface
    interface Files {

        /** On the disk. */
        Files ON_DISK = file -> FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);

        FileChannel open(Path file) throws IOException;
    }

    private ActiveSegment(Path directory, Files files, Path file, FileChannel channel) {
        this.directory = directory;
        this.files = files;
        this.file = file;
        this.channel = channel;
    }

    /** The first segment of a log, or the next one after a restart. */
    static ActiveSegment begin(Path directory, Files files, long sequence) throws IOException {
        Path file = directory.resolve(ChainReader.name(sequence));
        return new ActiveSegment(directory, files, file, begun(directory, files, file));
    }

    /** A segment that is there already, without what a crash left incomplete. */
    static ActiveSegment reopen(Path file, Files files, long intactBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(intactBytes);
            channel.force(true);
        }
        Path directory = file.toAbsolutePath().getParent();
        return new ActiveSegment(directory == null ? file : directory, files, file, files.open(file));
    }

    private static FileChannel begun(Path directory, Files files, Path file) throws IOException {
        FileChannel channel = files.open(file);
        try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        }
        return channel;
    }

    Path file() {
        return file;
    }

    /**
     * After a write that failed, for instance because the disk is full, what was half written is cut off and the next batch may
     * try again. After a failed synchronisation nobody can tell what is on disk: the log takes no more until it is opened again.
     */
    void writeDurably(byte[] lines) throws IOException {
        if (broken) {
            throw new LogFailureException("the disk has failed; restart the service when it is well");
        }
        long before = channel.size();
        boolean written = false;
        try {
            ByteBuffer bytes = ByteBuffer.wrap(lines);
            while (bytes.hasRemaining()) {
                var unused = channel.write(bytes);
            }
            written = true;
            channel.force(false);
        } catch (IOException failure) {
            broken = written;
            cutOff(before);
            throw failure;
        }
    }

    private void cutOff(long length) {
        try {
            channel.truncate(length);
        } catch (IOException failure) {
            broken = true;
        }
    }

    /** Goes on in a new segment when this one has reached its size; if that fails, the next batch tries again. */
    void rotate(long segmentBytes, long nextSequence) {
        try {
            if (channel.size() >= segmentBytes) {
                Path next = directory.resolve(ChainReader.name(nextSequence));
                FileChannel full = channel;
                channel = begun(directory, files, next);
                file = next;
                full.close();
            }
        } catch (IOException failure) {
            // the present segment goes on
            return;
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
