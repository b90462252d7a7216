// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

/** The files of the index cannot be read or written. It has to be built again. */
public final class IndexFailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what failed */
    public IndexFailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
