// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import io.notenboom.auth.subject.SubjectId;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A policy file as it was found.
 *
 * @param name path within the policy folder
 * @param text content
 * @param subject the subject that it is for; null if it is for all
 */
public record PolicyDocument(
        String name, String text, @Nullable SubjectId subject) {

    /** Checks that no part is missing. */
    public PolicyDocument {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
    }

    /** For all subjects. */
    public PolicyDocument(String name, String text) {
        this(name, text, null);
    }

    /** The content in UTF-8. */
    public byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
