// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Name of a subject (a care organisation) at this node, free text of 1 to 128 characters {@code [a-zA-Z0-9._-]}, not
 * {@code .} or {@code ..}. Part of the issuer URL; not part of the DID.
 */
public record SubjectId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9._-]{1,128}");

    /** @throws IllegalArgumentException if the value has another form */
    public SubjectId {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException("a subject id is 1 to 128 characters of [a-zA-Z0-9._-]");
        }
    }

    /** Reads a subject id; empty if the text is not one. */
    public static Optional<SubjectId> tryParse(String text) {
        return isValid(text) ? Optional.of(new SubjectId(text)) : Optional.empty();
    }

    private static boolean isValid(String text) {
        return FORM.matcher(text).matches() && !text.equals(".") && !text.equals("..");
    }

    @Override
    public String toString() {
        return value;
    }
}
