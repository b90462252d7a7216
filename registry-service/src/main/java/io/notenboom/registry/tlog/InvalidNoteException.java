// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

/** A note has another form than it should, or no valid signature of the key that was expected. */
public final class InvalidNoteException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong with it */
    public InvalidNoteException(String message) {
        super(message);
    }
}
