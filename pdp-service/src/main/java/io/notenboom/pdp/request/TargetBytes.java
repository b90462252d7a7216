// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

/** The byte-level part of the grammar: what may stand in a target at all. */
final class TargetBytes {

    private static final int ASCII = 128;
    private static final boolean[] PATH = bytes("$._-");
    private static final boolean[] PLAIN = bytes("._-");
    private static final boolean[] QUERY = queryBytes();

    private TargetBytes() {}

    /**
     * Whether the text before {@code end} has only allowed bytes, no empty or dot segment and, unless it is the root, no slash
     * at its end.
     */
    static boolean canonicalPath(String target, int end) {
        if (end == 0 || target.charAt(0) != '/') {
            return false;
        }
        if (end == 1) {
            return true;
        }
        int start = 1;
        for (int index = 1; index <= end; index++) {
            if (index == end || target.charAt(index) == '/') {
                if (emptyOrDots(target, start, index)) {
                    return false;
                }
                start = index + 1;
            } else if (!allowed(PATH, target.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    private static boolean emptyOrDots(String target, int start, int end) {
        int length = end - start;
        return length == 0
                || (length == 1 && target.charAt(start) == '.')
                || (length == 2 && target.charAt(start) == '.' && target.charAt(start + 1) == '.');
    }

    /** Whether the text from {@code start} on has only allowed bytes and no empty pair. */
    static boolean canonicalQuery(String target, int start) {
        boolean empty = true;
        for (int index = start; index < target.length(); index++) {
            char value = target.charAt(index);
            if (value == '&' ? empty : !allowed(QUERY, value)) {
                return false;
            }
            empty = value == '&';
        }
        return !empty;
    }

    /** Whether a segment has only letters, digits, dots, underscores and hyphens. */
    static boolean plain(String segment) {
        for (int index = 0; index < segment.length(); index++) {
            if (!allowed(PLAIN, segment.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    private static boolean allowed(boolean[] set, char value) {
        return value < ASCII && set[value];
    }

    private static boolean[] bytes(String others) {
        boolean[] set = new boolean[ASCII];
        for (char value = 0; value < ASCII; value++) {
            set[value] = (value >= 'A' && value <= 'Z')
                    || (value >= 'a' && value <= 'z')
                    || (value >= '0' && value <= '9')
                    || others.indexOf(value) >= 0;
        }
        return set;
    }

    private static boolean[] queryBytes() {
        boolean[] set = new boolean[ASCII];
        for (char value = 0x21; value < 0x7f; value++) {
            set[value] = "%?;#\\\"<>^`{}".indexOf(value) < 0;
        }
        return set;
    }
}
