// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A policy file as it was found.
 *
 * @param name file name without folder
 * @param text content
 */
public record PolicyDocument(String name, String text) {

    /** Checks that no part is missing. */
    public PolicyDocument {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
    }

    /** The content in UTF-8. */
    public byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
