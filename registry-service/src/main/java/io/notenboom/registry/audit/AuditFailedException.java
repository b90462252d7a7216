// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

/** Something in the log is not as it should be. */
public final class AuditFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * In a file.
     *
     * @param file which one
     * @param problem what is wrong with it
     */
    AuditFailedException(String file, String problem) {
        super(file + ": " + problem);
    }

    /**
     * In an entry.
     *
     * @param index which one
     * @param problem what is wrong with it
     */
    AuditFailedException(long index, String problem) {
        super("entry " + index + ": " + problem);
    }
}
