// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

/** A credential is not accepted. The message is safe to show and never holds text of the credential. */
public final class CredentialRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final CredentialRefusal reason;

    /** @param reason why */
    public CredentialRefusedException(CredentialRefusal reason) {
        super(reason.description());
        this.reason = reason;
    }

    /**
     * @param reason why
     * @param cause for the log, never shown
     */
    public CredentialRefusedException(CredentialRefusal reason, Throwable cause) {
        super(reason.description(), cause);
        this.reason = reason;
    }

    /** Why it is not accepted. */
    public CredentialRefusal reason() {
        return reason;
    }
}
