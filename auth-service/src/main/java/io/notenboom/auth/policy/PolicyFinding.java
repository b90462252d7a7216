// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import java.util.Objects;

/**
 * Something about a policy file that its author should know.
 *
 * @param file name of the file
 * @param severity an error keeps (this part of) the file from being used
 * @param message what to change
 */
public record PolicyFinding(String file, Severity severity, String message) {

    /** Checks that no part is missing. */
    public PolicyFinding {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(message, "message");
    }

    /** How bad it is. */
    public enum Severity {
        /** Not used; what was loaded from this file before, if anything, stays in use. */
        ERROR,
        /** Used, but probably not what is meant. */
        WARNING
    }
}
