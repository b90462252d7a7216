// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** A text to search for, with {@code *} at its start, its end or both, or alone; upper and lower case are the same. */
final class TextPattern {

    private final String text;
    private final boolean openStart;
    private final boolean openEnd;

    TextPattern(String pattern) {
        openStart = pattern.startsWith("*");
        openEnd = pattern.endsWith("*");
        String end = openStart ? pattern.substring(1) : pattern;
        text = fold(openEnd && !end.isEmpty() ? end.substring(0, end.length() - 1) : end);
    }

    /** Whether a text property at this place, at each level one value or an array, fits. */
    boolean fits(JsonNode node, List<String> path) {
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (fits(element, path)) {
                    return true;
                }
            }
            return false;
        }
        if (path.isEmpty()) {
            return node.isTextual() && fits(fold(node.textValue()));
        }
        return fits(node.path(path.getFirst()), path.subList(1, path.size()));
    }

    private boolean fits(String value) {
        if (openStart && openEnd) {
            return value.contains(text);
        }
        if (openStart) {
            return value.endsWith(text);
        }
        return openEnd ? value.startsWith(text) : value.equals(text);
    }

    private static String fold(String value) {
        return value.toLowerCase(Locale.ROOT);
    }
}
