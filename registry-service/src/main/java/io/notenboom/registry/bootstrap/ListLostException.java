// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

/** The log that was read as the list cannot be read on; another one may do. */
final class ListLostException extends Exception {

    private static final long serialVersionUID = 1L;

    ListLostException(String message) {
        super(message);
    }
}
