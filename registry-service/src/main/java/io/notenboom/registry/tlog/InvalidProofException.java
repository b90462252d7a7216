// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

/** A proof does not show what it should. */
public final class InvalidProofException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong with it */
    public InvalidProofException(String message) {
        super(message);
    }
}
