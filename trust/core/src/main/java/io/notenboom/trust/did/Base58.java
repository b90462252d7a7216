// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import java.math.BigInteger;
import java.util.Arrays;

/** Base58 with the Bitcoin alphabet, as multibase prefix {@code z} means it. Work is quadratic: callers limit the length. */
public final class Base58 {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);

    private Base58() {}

    /** @throws DidSyntaxException if a character is not in the alphabet or there is none */
    static byte[] decode(String text) {
        if (text.isEmpty()) {
            throw new DidSyntaxException("empty multibase value");
        }
        BigInteger number = BigInteger.ZERO;
        int zeros = 0;
        for (int index = 0; index < text.length(); index++) {
            int digit = ALPHABET.indexOf(text.charAt(index));
            if (digit < 0) {
                throw new DidSyntaxException("a character outside base58btc");
            }
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
            zeros += digit == 0 && number.signum() == 0 ? 1 : 0;
        }
        byte[] magnitude = unsigned(number);
        byte[] result = new byte[zeros + magnitude.length];
        System.arraycopy(magnitude, 0, result, zeros, magnitude.length);
        return result;
    }

    /** The text of some bytes; leading zeros are kept as ones. */
    public static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        BigInteger number = new BigInteger(1, bytes);
        while (number.signum() > 0) {
            BigInteger[] parts = number.divideAndRemainder(BASE);
            text.append(ALPHABET.charAt(parts[1].intValue()));
            number = parts[0];
        }
        for (int index = 0; index < bytes.length && bytes[index] == 0; index++) {
            text.append(ALPHABET.charAt(0));
        }
        return text.reverse().toString();
    }

    private static byte[] unsigned(BigInteger number) {
        if (number.signum() == 0) {
            return new byte[0];
        }
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
