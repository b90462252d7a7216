// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Base64url without padding (RFC 7515 §2), with exactly one spelling for every sequence of bytes. */
public final class Base64Url {

    /** Bytes that are written together, as four characters; only of the last, incomplete group there is another spelling. */
    private static final int GROUP = 3;

    private Base64Url() {}

    /** The one spelling of these bytes. */
    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The one spelling of the UTF-8 bytes of this text. */
    public static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The bytes of this spelling.
     *
     * @throws IllegalArgumentException if a character is outside the alphabet, if there is padding or if the last character
     *     carries bits that mean nothing
     */
    public static byte[] decode(String text) {
        if (text.indexOf('=') >= 0) {
            throw new IllegalArgumentException("base64url must not be padded");
        }
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        byte[] last = Arrays.copyOfRange(bytes, bytes.length - bytes.length % GROUP, bytes.length);
        if (!text.endsWith(encode(last))) {
            throw new IllegalArgumentException("base64url must have no stray bits in its last character");
        }
        return bytes;
    }
}
