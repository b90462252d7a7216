// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model.address;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Pattern;

/**
 * A path before the variable part of a URL: starts with a slash, does not end in one, plain segments of {@code A-Z a-z 0-9 . _ -}
 * that are not dots only; at most 200 characters.
 */
public record UrlPath(String text) {

    private static final Pattern SEGMENT = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]+");
    private static final int MAX_LENGTH = 200;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UrlPath {
        if (!text.startsWith("/") || text.length() > MAX_LENGTH || !segmentsAreValid(text)) {
            throw new IllegalArgumentException(
                    "give a path such as /fhir: it starts with a slash, does not end in one, and has plain segments");
        }
    }

    private static boolean segmentsAreValid(String text) {
        for (String segment : text.substring(1).split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches()) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of both paths lies within the other, so that a request could match both. */
    public boolean overlaps(UrlPath other) {
        return (text + "/").startsWith(other.text + "/") || (other.text + "/").startsWith(text + "/");
    }

    @Override
    public String toString() {
        return text;
    }
}
