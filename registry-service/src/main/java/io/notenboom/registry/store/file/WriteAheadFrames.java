// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.tlog.EntryBundle;
import io.notenboom.registry.tlog.TileName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The form of a write-ahead file: frames of {@code "NBF1"}, length and CRC-32C of the body as four bytes each, big-endian,
 * then the body, an entry bundle.
 */
public final class WriteAheadFrames {

    static final int HEADER = 12;

    private static final int MAGIC = 0x4E424631;
    private static final int MAX_BODY = TileName.FULL * (2 + 0xFFFF);

    private WriteAheadFrames() {}

    /**
     * The entries of a file that consists of whole frames.
     *
     * @throws IllegalArgumentException if there is anything else in it; the message tells where
     */
    public static List<String> readAll(byte[] file) {
        List<String> entries = new ArrayList<>();
        int good = read(ByteBuffer.wrap(file), entries);
        if (good < file.length) {
            throw new IllegalArgumentException("bytes " + good + " to " + file.length + " are not a whole frame");
        }
        return entries;
    }

    /** Adds the entries of the good frames at the beginning to a list. Returns where they end. */
    static int read(ByteBuffer bytes, List<String> entries) {
        int position = 0;
        Optional<ByteBuffer> body = at(bytes, position);
        while (body.isPresent()) {
            position += HEADER + body.get().remaining();
            entries.addAll(EntryBundle.decode(body.get()));
            body = at(bytes, position);
        }
        return position;
    }

    /** The body of the frame at a place, if there is a good one. */
    static Optional<ByteBuffer> at(ByteBuffer bytes, int position) {
        if (bytes.limit() - position < HEADER || bytes.getInt(position) != MAGIC) {
            return Optional.empty();
        }
        int length = bytes.getInt(position + 4);
        if (length <= 0 || length > MAX_BODY || length > bytes.limit() - position - HEADER) {
            return Optional.empty();
        }
        ByteBuffer body = bytes.slice(position + HEADER, length);
        return checksum(body) == bytes.getInt(position + 8) ? Optional.of(body) : Optional.empty();
    }

    /** A frame with these entries. */
    static ByteBuffer write(List<String> entries) {
        ByteBuffer body = ByteBuffer.wrap(EntryBundle.encode(entries));
        ByteBuffer frame = ByteBuffer.allocate(HEADER + body.remaining());
        return frame.putInt(MAGIC)
                .putInt(body.remaining())
                .putInt(checksum(body))
                .put(body)
                .flip();
    }

    private static int checksum(ByteBuffer body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body.duplicate());
        return (int) checksum.getValue();
    }
}
