// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup;

/** A backup cannot be made, is not what was signed, or may not be restored; the message says which, and what to do. */
public class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and what to do, fit for an operator's eyes */
    public BackupException(String message) {
        super(message);
    }

    /** @param message what is wrong and what to do, fit for an operator's eyes */
    public BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
