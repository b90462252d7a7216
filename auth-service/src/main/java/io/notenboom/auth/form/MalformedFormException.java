// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.form;

/** A form body breaks a rule; the message says which and never repeats the body. */
public final class MalformedFormException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedFormException(String message) {
        super(message);
    }
}
