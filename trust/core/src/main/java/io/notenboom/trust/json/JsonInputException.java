// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.json;

/** A text from outside is not the JSON that it has to be. The message says what is wrong and holds none of the text. */
public class JsonInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong */
    public JsonInputException(String message) {
        super(message);
    }
}
