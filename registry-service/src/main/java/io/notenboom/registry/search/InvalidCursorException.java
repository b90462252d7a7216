// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

/** A cursor is not one that an earlier page of the same query gave. */
public final class InvalidCursorException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** The one message. */
    public InvalidCursorException() {
        super("the cursor is not the next of an earlier page of the same query");
    }
}
