// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

/** An event's signature, signer or network is not what it has to be. Every node finds the same, for ever. */
public final class VerificationFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code stable code for machines, lower case with hyphens */
    public VerificationFailedException(String code) {
        super(code);
        this.code = code;
    }

    /**
     * With what it was found by.
     *
     * @param code stable code for machines, lower case with hyphens
     */
    public VerificationFailedException(String code, Throwable cause) {
        super(code, cause);
        this.code = code;
    }

    /** Stable code for machines. */
    public String code() {
        return code;
    }
}
