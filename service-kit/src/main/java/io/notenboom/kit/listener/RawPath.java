// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import java.util.Locale;

/** Judges a path as it came over the wire. */
final class RawPath {

    private static final int MAX_LENGTH = 4096;

    private RawPath() {}

    /**
     * Whether the segments of the path stay what they are under every usual normalisation (RFC 3986 section 6.2.2): no dot
     * segments, also encoded; no empty segments but the last; no backslash; no control, space or non-ASCII character.
     */
    static boolean isPlain(String path) {
        if (path.isEmpty() || path.charAt(0) != '/' || path.length() > MAX_LENGTH) {
            return false;
        }
        String lower = path.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '\\') {
                return false;
            }
        }
        return !lower.contains("//")
                && !lower.contains("%5c")
                && !lower.contains("%00")
                && !hasDotSegment(lower.replace("%2e", ".").replace("%2f", "/"));
    }

    private static boolean hasDotSegment(String decoded) {
        for (String segment : decoded.split("/", -1)) {
            String name = segment.indexOf(';') < 0 ? segment : segment.substring(0, segment.indexOf(';'));
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }
}
