// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.gossip.testing.Hostile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PackedBodyPropertyTest {

    private static byte[] body(int length, int letters, Random random) {
        byte[] body = new byte[length];
        for (int i = 0; i < length; i++) {
            body[i] = (byte) ('a' + random.nextInt(letters));
        }
        return body;
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    @Property(tries = 200)
    void whatIsPackedIsUnpackedByEveryReceiver(
            @ForAll @IntRange(max = GossipLimits.MAX_BODY_BYTES) int length,
            @ForAll @IntRange(min = 1, max = 200) int letters,
            @ForAll long seed) {
        byte[] body = body(length, letters, new Random(seed));
        PackedBody.pack(body)
                .ifPresent(packed -> assertThat(PackedBody.unpack(packed)).isEqualTo(body));
    }

    @Property
    void whatWasChangedIsUnpackedOrRefusedWithinTheLimits(
            @ForAll @IntRange(max = 60_000) int length,
            @ForAll @IntRange(min = 1, max = 60) int letters,
            @ForAll long seed) {
        Random random = new Random(seed);
        byte[] hostile = Hostile.mutated(gzip(body(length, letters, random)), random);
        try {
            assertThat(PackedBody.unpack(hostile)).hasSizeLessThanOrEqualTo(GossipLimits.MAX_BODY_BYTES);
        } catch (MalformedMessageException refused) {
            assertThat(refused).hasMessageContaining("packed body").hasNoCause();
        }
    }

    @Property
    void anythingElseIsRefused(@ForAll byte[] bytes) {
        try {
            assertThat(PackedBody.unpack(bytes)).hasSizeLessThanOrEqualTo(PackedBody.ALWAYS_BYTES);
        } catch (MalformedMessageException refused) {
            assertThat(refused).hasMessageContaining("packed body").hasNoCause();
        }
    }

    /** Many megabytes of zeros, packed to few, and many small parts one after the other. */
    @Example
    void bombsCostLittle() {
        byte[] zeros = gzip(new byte[64 * 1_024 * 1_024]);
        byte[] part = gzip(new byte[0]);
        byte[] parts = new byte[GossipLimits.MAX_BODY_BYTES / part.length * part.length];
        for (int at = 0; at < parts.length; at += part.length) {
            System.arraycopy(part, 0, parts, at, part.length);
        }
        for (byte[] bomb : Arrays.asList(zeros, parts)) {
            Hostile.costsAtMost(8L * GossipLimits.MAX_BODY_BYTES, () -> {
                assertThatExceptionOfType(MalformedMessageException.class)
                        .isThrownBy(() -> PackedBody.unpack(bomb))
                        .withNoCause();
            });
        }
    }
}
