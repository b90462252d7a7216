// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

import io.notenboom.trust.credential.CredentialRefusal;
import io.notenboom.trust.presentation.PresentationRefusal;
import io.notenboom.trust.presentation.PresentationRefusedException;

/** A presentation cannot be registered. The message is safe to show and never holds text of the presentation. */
public final class RegistrationRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RegistrationRefusal reason;
    private final boolean temporary;

    /** @param reason why */
    public RegistrationRefusedException(RegistrationRefusal reason) {
        super(reason.description());
        this.reason = reason;
        this.temporary = false;
    }

    RegistrationRefusedException(RegistrationRefusal reason, String details) {
        super(reason.description() + ": " + details);
        this.reason = reason;
        this.temporary = false;
    }

    RegistrationRefusedException(PresentationRefusedException refused) {
        super(RegistrationRefusal.NOT_VERIFIED.description() + ": " + refused.getMessage(), refused);
        this.reason = RegistrationRefusal.NOT_VERIFIED;
        this.temporary = refused.reason() == PresentationRefusal.HOLDER_NOT_RESOLVED
                || refused.credentialReason()
                        .filter(credential -> credential == CredentialRefusal.ISSUER_NOT_RESOLVED
                                || credential == CredentialRefusal.STATUS_UNKNOWN)
                        .isPresent();
    }

    /** Whether it may be accepted later as it is: a DID or a status list could not be had. */
    public boolean isTemporary() {
        return temporary;
    }

    /** Why it cannot be registered. */
    public RegistrationRefusal reason() {
        return reason;
    }
}
