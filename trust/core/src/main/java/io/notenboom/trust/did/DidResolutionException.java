// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import java.util.Objects;

/** A DID could not be turned into a usable document. The message is safe to show and never holds remote text. */
public final class DidResolutionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** @param reason why */
    public DidResolutionException(Reason reason) {
        super(reason.description());
        this.reason = reason;
    }

    /**
     * @param reason why
     * @param cause for the log, never shown
     */
    public DidResolutionException(Reason reason, Throwable cause) {
        super(reason.description(), Objects.requireNonNull(cause, "cause"));
        this.reason = reason;
    }

    /** Why it could not be resolved. */
    public Reason reason() {
        return reason;
    }

    /** Why a DID could not be resolved. */
    public enum Reason {
        /** No resolver for this method. */
        METHOD_NOT_SUPPORTED("DIDs of this method are not accepted here"),
        /** The DID breaks a rule of its method. */
        INVALID_DID("the DID breaks a rule of its method"),
        /** A key of an algorithm that is not supported. */
        KEY_NOT_SUPPORTED("the key type of this DID is not supported"),
        /** The host of the DID must not be contacted. */
        HOST_NOT_ALLOWED("the host of this DID may not be contacted"),
        /** The host answers that there is no such DID. */
        NOT_FOUND("there is no document for this DID"),
        /** The document says that the DID is not used any more. */
        DEACTIVATED("this DID is deactivated"),
        /** The host did not answer, or too late. */
        UNAVAILABLE("the document of this DID could not be fetched now; try again later"),
        /** The document is not a DID document, too large, or for another DID. */
        INVALID_DOCUMENT("the document of this DID is not valid");

        private final String description;

        Reason(String description) {
            this.description = description;
        }

        /** What is wrong, for people. */
        public String description() {
            return description;
        }
    }
}
