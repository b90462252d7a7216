// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.nio.file.Path;

/** An absolute path of a file: letters, digits, spaces and {@code / . _ - + @ ~ , = :} only, at most 4096 characters. */
public record AbsoluteFile(String text) {

    private static final String PUNCTUATION = "/._-+@~,=: ";
    private static final int MAX_LENGTH = 4096;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AbsoluteFile {
        if (!text.startsWith("/")
                || text.length() > MAX_LENGTH
                || !text.codePoints().allMatch(AbsoluteFile::allowed)) {
            throw new IllegalArgumentException(
                    "give an absolute path of letters, digits, spaces and / . _ - + @ ~ , = : only");
        }
    }

    private static boolean allowed(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || PUNCTUATION.indexOf(codePoint) >= 0;
    }

    /** The same as a path. */
    public Path path() {
        return Path.of(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
