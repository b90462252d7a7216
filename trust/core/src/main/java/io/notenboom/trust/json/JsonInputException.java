// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.json;

/** JSON that is not accepted. The message says what is wrong and where, and never quotes the input. */
public final class JsonInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, fit to be shown to the sender */
    public JsonInputException(String message) {
        super(message);
    }
}
