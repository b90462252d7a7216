// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.part;

import io.notenboom.hosting.backup.destination.BackupTarget;
import io.notenboom.hosting.backup.file.DurableFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes contents one after another and puts them at the target in parts of limited size; a content may lie in several parts,
 * and a part hold many contents. One part at a time is on the local disk, encrypted. For one thread.
 */
public final class PartSink implements AutoCloseable {

    private final BackupTarget target;
    private final Recipients recipients;
    private final Path spool;
    private final long number;
    private final long partBytes;
    private final Consumer<Part> uploaded;
    private final List<Part> parts = new ArrayList<>();
    private int next;
    private @Nullable PartWriter open;

    /**
     * Puts nothing yet.
     *
     * @param spool folder for the part that is being written
     * @param number of the backup, in the names of its parts
     * @param firstPart number of the first part
     * @param partBytes a part ends when it holds this much
     * @param uploaded is told of each part that is at the target
     */
    public PartSink(
            Place place, Recipients recipients, long number, int firstPart, long partBytes, Consumer<Part> uploaded) {
        this.target = place.target();
        this.spool = place.spool();
        this.recipients = recipients;
        this.number = number;
        this.next = firstPart;
        this.partBytes = partBytes;
        this.uploaded = uploaded;
    }

    /**
     * Where parts go.
     *
     * @param target where they end
     * @param spool folder for the part that is being written
     */
    public record Place(BackupTarget target, Path spool) {}

    /** Writes a content. */
    @FunctionalInterface
    public interface Content {

        /** Writes all of it; closing the output is not needed. */
        void writeTo(OutputStream output) throws IOException;
    }

    /** Takes a content; answers where it lies. It is at the target after the next {@link #flush}, or before. */
    public List<Slice> add(Content content) throws IOException {
        SliceOutput output = new SliceOutput();
        content.writeTo(output);
        return output.slices();
    }

    /** Ends the present part and puts it at the target. */
    public void flush() throws IOException {
        PartWriter writer = open;
        if (writer == null) {
            return;
        }
        open = null;
        try {
            writer.close();
            Part part = writer.part();
            target.put(part.name(), writer.file());
            parts.add(part);
            uploaded.accept(part);
        } finally {
            Files.deleteIfExists(writer.file());
        }
    }

    /** The parts that are at the target, in order. */
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /** Number of the part that comes next. */
    public int next() {
        return next;
    }

    private PartWriter writer() throws IOException {
        PartWriter writer = open;
        if (writer != null && writer.plainBytes() < partBytes) {
            return writer;
        }
        flush();
        String name = String.format(Locale.ROOT, "parts/%010d-%05d.age", number, next++);
        writer = new PartWriter(name, DurableFiles.temporary(spool.resolve("part")), recipients);
        open = writer;
        return writer;
    }

    /** Deletes what was not put at the target. */
    @Override
    public void close() throws IOException {
        PartWriter writer = open;
        open = null;
        if (writer != null) {
            try {
                writer.close();
            } finally {
                Files.deleteIfExists(writer.file());
            }
        }
    }

    /** Cuts at the end of parts, and remembers where it wrote. */
    private final class SliceOutput extends OutputStream {

        private final List<Slice> slices = new ArrayList<>();

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int written = 0;
            while (written < length) {
                PartWriter writer = writer();
                int fits = (int) Math.min(length - written, partBytes - writer.plainBytes());
                remember(new Slice(writer.name(), writer.plainBytes(), fits));
                writer.write(bytes, offset + written, fits);
                written += fits;
            }
        }

        private void remember(Slice slice) {
            Slice last = slices.isEmpty() ? null : slices.getLast();
            if (last != null && last.part().equals(slice.part()) && last.offset() + last.length() == slice.offset()) {
                slices.set(slices.size() - 1, new Slice(last.part(), last.offset(), last.length() + slice.length()));
            } else {
                slices.add(slice);
            }
        }

        List<Slice> slices() {
            return List.copyOf(slices);
        }
    }
}
