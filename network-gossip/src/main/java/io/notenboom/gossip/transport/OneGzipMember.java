// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import io.notenboom.gossip.protocol.MalformedMessageException;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads one member of gzip (RFC 1952) with nothing after it. {@link java.util.zip.GZIPInputStream} reads any number of them, each
 * inside of the call for the one before, so that a body of many small ones uses up the stack.
 */
final class OneGzipMember {

    private static final short MAGIC = (short) 0x8b1f;
    private static final byte DEFLATE = 8;
    private static final int TIME_AND_SYSTEM_BYTES = 6;
    private static final int TRAILER_BYTES = 8;
    private static final int CHUNK_BYTES = 8_192;

    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private OneGzipMember() {}

    /**
     * Unpacks it.
     *
     * @param most the most bytes that it may become
     * @throws MalformedMessageException if it has another form or becomes too large
     */
    static byte[] unpack(byte[] packed, int most) {
        try {
            ByteBuffer input = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
            skipHeader(input);
            int end = packed.length - TRAILER_BYTES;
            if (input.position() > end) {
                throw new MalformedMessageException("the packed body is cut off");
            }
            byte[] body = inflate(packed, input.position(), end - input.position(), most);
            input.position(end);
            CRC32 checksum = new CRC32();
            checksum.update(body);
            if (input.getInt() != (int) checksum.getValue() || input.getInt() != body.length) {
                throw new MalformedMessageException("the packed body is damaged");
            }
            return body;
        } catch (BufferUnderflowException | DataFormatException malformed) {
            throw new MalformedMessageException("the packed body is not gzip");
        }
    }

    private static void skipHeader(ByteBuffer input) {
        short magic = input.getShort();
        byte method = input.get();
        int flags = input.get();
        if (magic != MAGIC || method != DEFLATE || (flags & RESERVED) != 0) {
            throw new MalformedMessageException("the packed body is not gzip");
        }
        skip(input, TIME_AND_SYSTEM_BYTES);
        if ((flags & EXTRA) != 0) {
            skip(input, input.getShort() & 0xffff);
        }
        if ((flags & NAME) != 0) {
            skipText(input);
        }
        if ((flags & COMMENT) != 0) {
            skipText(input);
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            skip(input, Short.BYTES);
        }
    }

    private static void skip(ByteBuffer input, int bytes) {
        if (bytes > input.remaining()) {
            throw new BufferUnderflowException();
        }
        input.position(input.position() + bytes);
    }

    private static void skipText(ByteBuffer input) {
        byte letter = input.get();
        while (letter != 0) {
            letter = input.get();
        }
    }

    private static byte[] inflate(byte[] packed, int from, int length, int most) throws DataFormatException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(CHUNK_BYTES);
        byte[] chunk = new byte[CHUNK_BYTES];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(packed, from, length);
            while (!inflater.finished()) {
                int got = inflater.inflate(chunk);
                if (got == 0 && !inflater.finished()) {
                    throw new MalformedMessageException("the packed body is cut off");
                }
                body.write(chunk, 0, got);
                if (body.size() > most) {
                    throw new MalformedMessageException("the packed body becomes too large");
                }
            }
            if (inflater.getRemaining() > 0) {
                throw new MalformedMessageException("the packed body has something after its end");
            }
        }
        return body.toByteArray();
    }
}
