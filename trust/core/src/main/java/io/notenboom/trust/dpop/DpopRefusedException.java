// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.dpop;

/** A DPoP proof is not accepted. The message is safe to show and never holds text of the proof. */
public final class DpopRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final DpopRefusal reason;

    DpopRefusedException(DpopRefusal reason) {
        super(reason.description());
        this.reason = reason;
    }

    DpopRefusedException(DpopRefusal reason, Throwable cause) {
        super(reason.description(), cause);
        this.reason = reason;
    }

    /** Why it is not accepted. */
    public DpopRefusal reason() {
        return reason;
    }
}
