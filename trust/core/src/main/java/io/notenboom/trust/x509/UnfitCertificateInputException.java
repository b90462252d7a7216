// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

/** A certificate, request or PEM text from outside is not what it has to be. The message says what lacks. */
public class UnfitCertificateInputException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, fit for the sender's eyes */
    public UnfitCertificateInputException(String message) {
        super(message);
    }
}
