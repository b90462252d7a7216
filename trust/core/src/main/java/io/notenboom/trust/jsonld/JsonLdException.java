// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jsonld;

import java.io.Serial;

/** A document is not accepted as linked data. */
public final class JsonLdException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why a document is not accepted. */
    public enum Reason {
        /** A context that is not shipped. */
        UNKNOWN_CONTEXT("a JSON-LD context is not known here; contexts are never fetched"),
        /** A context that is written out in the document, or stands where none belongs. */
        INLINE_CONTEXT("a JSON-LD context is written out in the document or stands where none belongs"),
        /** A member or type that no context defines: a signature would not cover it. */
        UNDEFINED_TERM("a member or type is not defined by any context of the document"),
        /** A member that is no plain term: a keyword, an IRI or a prefixed name. */
        NOT_A_TERM("a member name is a keyword or an IRI where a plain term is expected"),
        /** Two nodes say they are the document. */
        SECOND_NODE("another node has the id of the document"),
        /** Too many statements, or too much work. */
        TOO_COMPLEX("the document is too large or too complex as linked data"),
        /** Anything else that JSON-LD does not allow. */
        MALFORMED("the document is not valid JSON-LD");

        private final String description;

        Reason(String description) {
            this.description = description;
        }

        /** What is wrong, for people; the same text for every document. */
        public String description() {
            return description;
        }
    }

    private final Reason reason;

    JsonLdException(Reason reason) {
        super(reason.description());
        this.reason = reason;
    }

    JsonLdException(Reason reason, Throwable cause) {
        super(reason.description(), cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
