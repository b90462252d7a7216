// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.status;

import io.notenboom.trust.status.StatusListException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;

/**
 * Exactly one gzip member (RFC 1952), unpacked up to a limit. The reader of the JDK would join several members and size
 * nothing; a list of several members says something else to readers that stop after the first.
 */
final class GzipMember {

    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int RESERVED_FLAGS = 0xe0;
    private static final int HAS_CHECKSUM = 0x02;
    private static final int HAS_EXTRA = 0x04;
    private static final int HAS_NAME = 0x08;
    private static final int HAS_COMMENT = 0x10;
    private static final int STEP = 8_192;

    private GzipMember() {}

    /** Unpacks; refuses more than the limit as soon as that is seen. */
    static byte[] unpack(byte[] packed, int maxBytes) throws StatusListException {
        int start = bodyOf(packed);
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed, start, packed.length - start);
            byte[] unpacked = inflate(inflater, maxBytes);
            checkTrailer(packed, packed.length - inflater.getRemaining(), unpacked);
            return unpacked;
        } catch (DataFormatException damaged) {
            throw new StatusListException(Reason.GZIP, damaged);
        } finally {
            inflater.end();
        }
    }

    private static byte[] inflate(Inflater inflater, int maxBytes) throws DataFormatException, StatusListException {
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream(STEP);
        byte[] step = new byte[STEP];
        while (!inflater.finished()) {
            int count = inflater.inflate(step);
            if (count == 0 && !inflater.finished()) {
                throw new StatusListException(Reason.GZIP);
            }
            if (unpacked.size() + count > maxBytes) {
                throw new StatusListException(Reason.TOO_LARGE);
            }
            unpacked.write(step, 0, count);
        }
        return unpacked.toByteArray();
    }

    private static void checkTrailer(byte[] packed, int end, byte[] unpacked) throws StatusListException {
        if (packed.length < end + TRAILER) {
            throw new StatusListException(Reason.GZIP);
        }
        ByteBuffer trailer = ByteBuffer.wrap(packed, end, TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        CRC32 checksum = new CRC32();
        checksum.update(unpacked);
        if (trailer.getInt() != (int) checksum.getValue() || trailer.getInt() != unpacked.length) {
            throw new StatusListException(Reason.GZIP);
        }
        if (packed.length > end + TRAILER) {
            throw new StatusListException(Reason.TRAILING_DATA);
        }
    }

    private static int bodyOf(byte[] packed) throws StatusListException {
        if (packed.length < HEADER + TRAILER
                || (packed[0] & 0xff) != 0x1f
                || (packed[1] & 0xff) != 0x8b
                || packed[2] != 8
                || (packed[3] & RESERVED_FLAGS) != 0) {
            throw new StatusListException(Reason.GZIP);
        }
        int flags = packed[3];
        int at = HEADER;
        if ((flags & HAS_EXTRA) != 0) {
            at += 2 + (packed[at] & 0xff) + ((packed[at + 1] & 0xff) << 8);
        }
        at = (flags & HAS_NAME) == 0 ? at : afterZero(packed, at);
        at = (flags & HAS_COMMENT) == 0 ? at : afterZero(packed, at);
        at += (flags & HAS_CHECKSUM) == 0 ? 0 : 2;
        if (at >= packed.length) {
            throw new StatusListException(Reason.GZIP);
        }
        return at;
    }

    private static int afterZero(byte[] packed, int from) {
        int at = from;
        while (at < packed.length && packed[at] != 0) {
            at++;
        }
        return at + 1;
    }

    static byte[] pack(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return packed.toByteArray();
    }
}
