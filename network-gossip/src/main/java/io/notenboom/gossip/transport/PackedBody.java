// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.MalformedMessageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Bodies packed with gzip ({@code Content-Encoding: gzip}). A body may unpack to {@link GossipLimits#MAX_BODY_BYTES}, and, if
 * that is more than {@value #ALWAYS_BYTES} bytes, to {@value #MOST_TIMES} times its packed size; a sender packs nothing that
 * would break this, so that a receiver may take more for a bomb.
 */
public final class PackedBody {

    /** How often larger a body may become. */
    public static final int MOST_TIMES = 4;

    /** Up to here the ratio does not matter. */
    public static final int ALWAYS_BYTES = 16 * 1_024;

    /** Below this packing gains nothing. */
    private static final int WORTHWHILE_BYTES = 400;

    private PackedBody() {}

    /** The packed form; empty if it gains nothing or would be refused. */
    public static Optional<byte[]> pack(byte[] body) {
        if (body.length < WORTHWHILE_BYTES) {
            return Optional.empty();
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory does not fail", impossible);
        }
        byte[] bytes = packed.toByteArray();
        return bytes.length < body.length && body.length <= most(bytes.length) ? Optional.of(bytes) : Optional.empty();
    }

    /**
     * Unpacks a body.
     *
     * @throws MalformedMessageException if it is not one member of gzip, or becomes too large
     */
    public static byte[] unpack(byte[] packed) {
        int most = Math.min(GossipLimits.MAX_BODY_BYTES, most(packed.length));
        return OneGzipMember.unpack(packed, most);
    }

    private static int most(int packedBytes) {
        return (int) Math.max(ALWAYS_BYTES, Math.min(Integer.MAX_VALUE, (long) packedBytes * MOST_TIMES));
    }
}
