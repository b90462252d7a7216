// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import io.notenboom.hosting.backup.checkpoint.BackedUpFile;
import io.notenboom.hosting.backup.file.Hashing;
import io.notenboom.hosting.backup.part.PartSink;
import io.notenboom.hosting.backup.part.Slice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Copies files of a node into parts; of a file that only grew, what is new. */
final class FileCopy {

    private static final int BUFFER = 65_536;

    private final Path node;
    private final PartSink sink;

    FileCopy(Path node, PartSink sink) {
        this.node = node;
        this.sink = sink;
    }

    /**
     * Copies a file as it is now, up to its present end.
     *
     * @param before what an earlier backup has of it
     * @return empty if it is gone
     */
    Optional<BackedUpFile> copy(String path, @Nullable BackedUpFile before) throws IOException {
        if (path.endsWith("/application.properties")) {
            return Optional.of(text(path, before));
        }
        Path file = node.resolve(path);
        try {
            long modified = Files.getLastModifiedTime(file).toMillis();
            long size = Files.size(file);
            if (before != null && before.size() == size && before.modifiedMillis() == modified) {
                return Optional.of(before);
            }
            try (InputStream input = Files.newInputStream(file)) {
                return Optional.of(read(path, modified, before, new Source(input, size)));
            }
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private BackedUpFile text(String path, @Nullable BackedUpFile before) throws IOException {
        byte[] redacted = Redaction.of(Files.readString(node.resolve(path))).getBytes(StandardCharsets.UTF_8);
        return read(path, 0, before, new Source(new ByteArrayInputStream(redacted), redacted.length));
    }

    /** Reads as much as an earlier backup has; when that is the same, only the rest is new, else everything. */
    private BackedUpFile read(String path, long modified, @Nullable BackedUpFile before, Source source)
            throws IOException {
        if (before == null || before.size() > source.left || before.size() == 0) {
            return whole(path, modified, source);
        }
        MessageDigest digest = Hashing.sha256();
        MessageDigest known = Hashing.sha256();
        byte[] buffer = new byte[BUFFER];
        for (long left = before.size(); left > 0; ) {
            int read = source.read(buffer, left);
            digest.update(buffer, 0, read);
            known.update(buffer, 0, read);
            left -= read;
        }
        if (!Hashing.hex(known).equals(before.sha256())) {
            try (InputStream again = Files.newInputStream(node.resolve(path))) {
                return whole(path, modified, new Source(again, Files.size(node.resolve(path))));
            }
        }
        long size = before.size() + source.left;
        List<Slice> slices = new ArrayList<>(before.slices());
        slices.addAll(rest(source, digest));
        return new BackedUpFile(path, size, modified, Hashing.hex(digest), slices);
    }

    private BackedUpFile whole(String path, long modified, Source source) throws IOException {
        MessageDigest digest = Hashing.sha256();
        long size = source.left;
        List<Slice> slices = rest(source, digest);
        return new BackedUpFile(path, size, modified, Hashing.hex(digest), slices);
    }

    private List<Slice> rest(Source source, MessageDigest digest) throws IOException {
        return sink.add(output -> transfer(source, digest, output));
    }

    private static void transfer(Source source, MessageDigest digest, OutputStream output) throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (source.left > 0) {
            int read = source.read(buffer, source.left);
            digest.update(buffer, 0, read);
            output.write(buffer, 0, read);
        }
    }

    /** A file up to the end that it had when it was opened. */
    private static final class Source {

        private final InputStream input;
        private long left;

        Source(InputStream input, long left) {
            this.input = input;
            this.left = left;
        }

        int read(byte[] buffer, long most) throws IOException {
            int read = input.read(buffer, 0, (int) Math.min(buffer.length, Math.min(left, most)));
            if (read < 0) {
                throw new NoSuchFileException("a file became shorter while it was read");
            }
            left -= read;
            return read;
        }
    }
}
