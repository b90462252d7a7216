// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

/** A text is not a DID, or not a DID of the asked method. The message is safe to show: it never repeats the text. */
public final class DidSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    DidSyntaxException(String message) {
        super(message);
    }
}
