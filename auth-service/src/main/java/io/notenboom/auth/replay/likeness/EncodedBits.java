// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.likeness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Whether two lists of bits are the same, however they are compressed. */
final class EncodedBits {

    private static final int MAX = 2 * 1024 * 1024;

    private EncodedBits() {}

    static boolean same(String one, String other) {
        Optional<byte[]> first = bits(one);
        Optional<byte[]> second = bits(other);
        return first.isPresent() && second.isPresent() && Arrays.equals(first.get(), second.get());
    }

    private static Optional<byte[]> bits(String encoded) {
        String plain = encoded.startsWith("u") ? encoded.substring(1) : encoded;
        try (InputStream in = new GZIPInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(plain)))) {
            byte[] bits = in.readNBytes(MAX + 1);
            return bits.length > MAX ? Optional.empty() : Optional.of(bits);
        } catch (IOException | IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }
}
