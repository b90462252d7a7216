// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.MalformedMessageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class PackedBodyTest {

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        return packed.toByteArray();
    }

    private static byte[] text(int length) {
        return new Random(1)
                .ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void whatGainsIsPackedAndUnpackedAgain() {
        byte[] body = text(100_000);
        byte[] packed = PackedBody.pack(body).orElseThrow();
        assertThat(packed).hasSizeLessThan(body.length);
        assertThat(PackedBody.unpack(packed)).isEqualTo(body);
    }

    @Test
    void whatWouldBeRefusedIsNotPacked() {
        assertThat(PackedBody.pack(new byte[PackedBody.ALWAYS_BYTES])).isPresent();
        assertThat(PackedBody.pack(new byte[PackedBody.ALWAYS_BYTES + 1])).isEmpty();
        assertThat(PackedBody.pack(text(100))).isEmpty();
    }

    @Test
    void aBombIsRefused() throws IOException {
        byte[] bomb = gzip(new byte[100_000]);
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> PackedBody.unpack(bomb));
        byte[] large = gzip(text(GossipLimits.MAX_BODY_BYTES + 1));
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> PackedBody.unpack(large));
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> PackedBody.unpack(text(50)));
    }
}
