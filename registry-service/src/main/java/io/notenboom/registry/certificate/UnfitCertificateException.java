// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.certificate;

/** A certificate is not what it has to be. The message says what is wrong, without its content. */
public final class UnfitCertificateException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong */
    public UnfitCertificateException(String message) {
        super(message);
    }
}
