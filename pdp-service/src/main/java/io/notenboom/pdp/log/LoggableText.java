// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

/** Makes text from outside fit for a log: bounded, without control characters, citizen service numbers masked. */
public final class LoggableText {

    private static final int MAX_LENGTH = 2048;
    private static final int BSN_LENGTH = 9;
    private static final String MASK = "*********";

    private LoggableText() {}

    /**
     * The text with every character outside printable ASCII written as {@code \\uXXXX}, every run of exactly nine digits that
     * passes the eleven test replaced by asterisks, cut off after 2048 characters.
     */
    public static String of(String text) {
        StringBuilder safe = new StringBuilder();
        String bounded = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
        String masked = mask(bounded);
        for (int index = 0; index < masked.length(); index++) {
            char character = masked.charAt(index);
            if (character >= 0x20 && character < 0x7f) {
                safe.append(character);
            } else {
                safe.append(String.format("\\u%04x", (int) character));
            }
        }
        return safe.toString();
    }

    private static String mask(String text) {
        StringBuilder masked = new StringBuilder();
        int index = 0;
        while (index < text.length()) {
            int end = index;
            while (end < text.length() && digit(text.charAt(end))) {
                end++;
            }
            if (end == index) {
                masked.append(text.charAt(index));
                index++;
            } else {
                String digits = text.substring(index, end);
                masked.append(citizenServiceNumber(digits) ? MASK : digits);
                index = end;
            }
        }
        return masked.toString();
    }

    private static boolean digit(char character) {
        return character >= '0' && character <= '9';
    }

    /** The eleven test: 9 times the first digit, 8 times the second … 2 times the eighth, minus the ninth. */
    private static boolean citizenServiceNumber(String digits) {
        if (digits.length() != BSN_LENGTH) {
            return false;
        }
        int sum = 0;
        for (int position = 0; position < BSN_LENGTH - 1; position++) {
            sum += (BSN_LENGTH - position) * (digits.charAt(position) - '0');
        }
        sum -= digits.charAt(BSN_LENGTH - 1) - '0';
        return sum % 11 == 0;
    }
}
