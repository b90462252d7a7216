// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

/** What a hostile peer may send, and what reading it may cost. */
public final class Hostile {

    private static final int MOST_CHANGES = 6;
    private static final int MOST_REPEATED = 2_000;

    private Hostile() {}

    /** Bytes with some of them changed, cut out, repeated or put in. */
    public static byte[] mutated(byte[] bytes, Random random) {
        byte[] result = bytes.clone();
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            int from = random.nextInt(result.length + 1);
            int to = Math.min(result.length, from + random.nextInt(40));
            byte[] cut = Arrays.copyOfRange(result, from, to);
            result = switch (random.nextInt(5)) {
                case 0 -> joined(Arrays.copyOf(result, from), Arrays.copyOfRange(result, to, result.length));
                case 1 -> joined(Arrays.copyOf(result, to), cut, Arrays.copyOfRange(result, to, result.length));
                case 2 ->
                    joined(
                            Arrays.copyOf(result, from),
                            random(random, 12),
                            Arrays.copyOfRange(result, from, result.length));
                case 3 -> flipped(result, random);
                default ->
                    joined(
                            Arrays.copyOf(result, from),
                            repeated(cut, random),
                            Arrays.copyOfRange(result, to, result.length));
            };
        }
        return result;
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        byte[] result = bytes.clone();
        if (result.length > 0) {
            result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return result;
    }

    private static byte[] repeated(byte[] bytes, Random random) {
        byte[][] parts = new byte[random.nextInt(MOST_REPEATED)][];
        Arrays.fill(parts, bytes);
        return joined(parts);
    }

    /** Random bytes, at most so many. */
    public static byte[] random(Random random, int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Runs something that must not allocate more than so many bytes, whatever comes of it. */
    public static void costsAtMost(long bytes, Runnable what) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        what.run();
        long before = threads.getCurrentThreadAllocatedBytes();
        what.run();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes allocated")
                .isLessThanOrEqualTo(bytes);
    }
}
