// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.status;

import java.io.Serial;

/** A status list, or an entry in it, is not usable: the status of the credential is unknown. */
public final class StatusListException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** Not a credential, or one without the parts of a list. */
        MALFORMED("the status list is not a well-formed credential"),
        /** The list is not base64url, or has the wrong multibase prefix. */
        ENCODING("the list of the status list is not base64url of its form"),
        /** The list is not one gzip member. */
        GZIP("the list of the status list is not valid gzip"),
        /** There is something behind the gzip member. */
        TRAILING_DATA("there is data behind the list of the status list"),
        /** Unpacks to more than allowed. */
        TOO_LARGE("the status list unpacks to more than is allowed"),
        /** Fewer entries than the specifications ask for. */
        TOO_SHORT("the status list has fewer entries than it must have"),
        /** The index is not a decimal number. */
        FORMAT("the index in the status list is not a decimal number"),
        /** The index is behind the end of the list. */
        RANGE("the index is behind the end of the status list"),
        /** The list says something else than the entry asks. */
        PURPOSE("the status list is for another purpose"),
        /** The list is not the one that was asked for. */
        LIST_ID("the status list is not the one that the credential names"),
        /** The list is of another issuer. */
        LIST_ISSUER("the status list is not of the issuer of the credential"),
        /** The list is not valid any more. */
        LIST_EXPIRED("the status list has expired"),
        /** The list is not valid yet. */
        LIST_NOT_YET_VALID("the status list is not valid yet"),
        /** The types of list and entry do not belong together. */
        LIST_TYPE("the status list is not of the type that the credential names"),
        /** The signature of the list is missing or wrong. */
        SIGNATURE("the signature of the status list is not valid");

        private final String description;

        Reason(String description) {
            this.description = description;
        }

        /** What is wrong, for people; the same text for every list. */
        public String description() {
            return description;
        }
    }

    private final Reason reason;

    StatusListException(Reason reason) {
        super(reason.description());
        this.reason = reason;
    }

    StatusListException(Reason reason, Throwable cause) {
        super(reason.description(), cause);
        this.reason = reason;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }
}
