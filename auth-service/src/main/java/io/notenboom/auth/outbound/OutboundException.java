// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.outbound;

/** A host of somebody else could not be called. */
public final class OutboundException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /**
     * @param reason why
     * @param cause for the log, never shown
     */
    public OutboundException(Reason reason, Throwable cause) {
        super(reason.name(), cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** Why a host could not be called. */
    public enum Reason {
        /** Its address or URL must not be contacted. */
        NOT_ALLOWED,
        /** It did not answer in time, or its certificate is not trusted. */
        UNAVAILABLE,
        /** Its answer is too large. */
        TOO_LARGE
    }
}
