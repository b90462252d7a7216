// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

import io.notenboom.trust.credential.CredentialRefusal;
import io.notenboom.trust.credential.CredentialRefusedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A presentation is not accepted. The message is safe to show and never holds text of the presentation. */
public final class PresentationRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final PresentationRefusal reason;
    private final @Nullable CredentialRefusal credentialReason;

    /** @param reason why */
    public PresentationRefusedException(PresentationRefusal reason) {
        super(reason.description());
        this.reason = reason;
        this.credentialReason = null;
    }

    /**
     * @param reason why
     * @param cause for the log, never shown
     */
    public PresentationRefusedException(PresentationRefusal reason, Throwable cause) {
        super(reason.description(), cause);
        this.reason = reason;
        this.credentialReason = null;
    }

    /** @param cause what is wrong with one of its credentials */
    public PresentationRefusedException(CredentialRefusedException cause) {
        super(
                PresentationRefusal.CREDENTIAL.description() + ": "
                        + cause.reason().description(),
                cause);
        this.reason = PresentationRefusal.CREDENTIAL;
        this.credentialReason = cause.reason();
    }

    /** Why it is not accepted. */
    public PresentationRefusal reason() {
        return reason;
    }

    /** With CREDENTIAL, what is wrong with the credential. */
    public Optional<CredentialRefusal> credentialReason() {
        return Optional.ofNullable(credentialReason);
    }
}
