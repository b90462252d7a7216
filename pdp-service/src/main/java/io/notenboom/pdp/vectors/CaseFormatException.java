// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

/** A file, or one case in it, is not in a format that is understood; the message says what it lacks. */
public final class CaseFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what is wrong. */
    public CaseFormatException(String message) {
        super(message);
    }
}
