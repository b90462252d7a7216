// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

/** The byte-level part of the grammar: what may stand in a target at all. */
final class TargetBytes {

    private TargetBytes() {}

    /** Whether a path has only allowed bytes, no empty or dot segment and, unless it is the root, no slash at its end. */
    static boolean canonicalPath(String path) {
        if (!path.startsWith("/") || !path.chars().allMatch(TargetBytes::pathByte)) {
            return false;
        }
        if (path.equals("/")) {
            return true;
        }
        for (String segment : path.substring(1).split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return true;
    }

    /** Whether a query has only allowed bytes and no empty pair. */
    static boolean canonicalQuery(String query) {
        if (!query.chars().allMatch(TargetBytes::queryByte)) {
            return false;
        }
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether a segment has only letters, digits, dots, underscores and hyphens. */
    static boolean plain(String segment) {
        return segment.chars().allMatch(value -> value != '$' && value != '/' && pathByte(value));
    }

    private static boolean pathByte(int value) {
        return (value >= 'A' && value <= 'Z')
                || (value >= 'a' && value <= 'z')
                || (value >= '0' && value <= '9')
                || ".$_-/".indexOf(value) >= 0;
    }

    private static boolean queryByte(int value) {
        return value > 0x20 && value < 0x7f && "%?;#\\\"<>^`{}".indexOf(value) < 0;
    }
}
