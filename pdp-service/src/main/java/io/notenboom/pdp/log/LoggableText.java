// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes text from outside fit for a log: bounded, without control characters, citizen service numbers masked. */
public final class LoggableText {

    private static final int MAX_LENGTH = 2048;
    private static final int MAX_READ = 32 * MAX_LENGTH;
    private static final int BSN_LENGTH = 9;
    private static final int MIN_HEXADECIMAL = 32;
    private static final String MASK = "*********";
    private static final String DIGIT = "(?:[0-9]|%3[0-9])";
    private static final String GAP = "(?:[.\\- ]|%20|%2[eEdD])";

    /** Nine digits as they are written: together, 123.456.789 or 1234.56.789, each digit perhaps percent-encoded. */
    private static final Pattern NINE_DIGITS = Pattern.compile("(?<![0-9])(?<!%3)(?:" + DIGIT + "{9}|" + DIGIT + "{3}"
            + GAP + DIGIT + "{3}" + GAP + DIGIT + "{3}|" + DIGIT + "{4}" + GAP + DIGIT + "{2}" + GAP + DIGIT
            + "{3})(?![0-9]|%3[0-9])");

    private LoggableText() {}

    /**
     * The text with every nine digits that pass the eleven test replaced by asterisks, also when they are grouped or
     * percent-encoded but not inside a hash or UUID, cut off after 2048 characters, with every character outside printable ASCII written as {@code \\uXXXX}.
     */
    public static String of(String text) {
        if (harmless(text)) {
            return text;
        }
        // masked before it is cut, or a number at the cut would keep eight digits
        String bounded = text.length() > MAX_READ ? text.substring(0, MAX_READ) : text;
        String masked = mask(bounded);
        boolean cut = masked.length() > MAX_LENGTH || bounded.length() < text.length();
        StringBuilder safe = new StringBuilder();
        for (int index = 0; index < Math.min(MAX_LENGTH, masked.length()); index++) {
            char character = masked.charAt(index);
            if (character >= 0x20 && character < 0x7f) {
                safe.append(character);
            } else {
                safe.append(String.format("\\u%04x", (int) character));
            }
        }
        return cut ? safe.append("...").toString() : safe.toString();
    }

    /** Short, printable, and with too few digits for a citizen service number: so is nearly everything that is logged. */
    private static boolean harmless(String text) {
        int digits = 0;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character < 0x20 || character >= 0x7f) {
                return false;
            }
            digits += digit(character) ? 1 : 0;
        }
        return digits < BSN_LENGTH && text.length() <= MAX_LENGTH;
    }

    private static boolean digit(char character) {
        return character >= '0' && character <= '9';
    }

    private static String mask(String text) {
        Matcher candidate = NINE_DIGITS.matcher(text);
        StringBuilder masked = new StringBuilder();
        int copied = 0;
        int from = 0;
        while (candidate.find(from)) {
            from = candidate.end();
            if (citizenServiceNumber(digits(candidate.group()))
                    && !inHexadecimal(text, candidate.start(), candidate.end())) {
                masked.append(text, copied, candidate.start()).append(MASK);
                copied = candidate.end();
            }
        }
        return masked.append(text, copied, text.length()).toString();
    }

    /** Part of a hash or a UUID, which has such digits by chance. */
    private static boolean inHexadecimal(String text, int start, int end) {
        int low = start;
        while (low > 0 && hexadecimal(text.charAt(low - 1))) {
            low--;
        }
        int high = end;
        while (high < text.length() && hexadecimal(text.charAt(high))) {
            high++;
        }
        return high - low >= MIN_HEXADECIMAL
                && text.substring(low, high).chars().anyMatch(Character::isLetter);
    }

    private static boolean hexadecimal(char character) {
        return (character >= '0' && character <= '9')
                || (character >= 'a' && character <= 'f')
                || (character >= 'A' && character <= 'F')
                || character == '-';
    }

    private static String digits(String written) {
        return written.replace("%20", "")
                .replaceAll("%2[eEdD]", "")
                .replace("%3", "")
                .replaceAll("[^0-9]", "");
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
