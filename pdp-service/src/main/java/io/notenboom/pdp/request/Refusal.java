// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import java.util.Locale;

/** Why a raw request has no canonical form. */
public enum Refusal {
    /** The target is longer than 2048 bytes. */
    TOO_LONG,
    /** A byte or a shape outside the grammar: per cent signs, dot segments, empty segments, a second question mark … */
    NON_CANONICAL,
    /** A header or parameter that asks for another method. */
    METHOD_OVERRIDE,
    /** An access token in the query. */
    TOKEN_IN_QUERY,
    /** Not exactly one {@code Authorization} of scheme Bearer or DPoP with a well-formed token. */
    BAD_AUTHORIZATION,
    /** More than one way to tell where the body ends. */
    AMBIGUOUS_FRAMING,
    /** A body that is encoded otherwise than {@code identity}. */
    CONTENT_ENCODING,
    /** A media type of the body that is not listed. */
    CONTENT_TYPE_NOT_ALLOWED,
    /** An answer format that is not listed. */
    FORMAT_NOT_ALLOWED,
    /** A {@code Prefer} other than {@code return=…}. */
    PREFER_NOT_ALLOWED,
    /** A conditional create, update or delete. */
    CONDITIONAL_NOT_ALLOWED,
    /** Not below the base path of this enforcement point. */
    OUTSIDE_BASE,
    /** Below the base, but no form that the grammar has. */
    NOT_IN_GRAMMAR,
    /** Not a resource type of the FHIR version in force, in its exact case. */
    UNKNOWN_TYPE,
    /** Not a FHIR id. */
    BAD_ID,
    /** A search or a page of one. */
    SEARCH_NOT_ALLOWED,
    /** A history or an old version. */
    HISTORY_NOT_ALLOWED,
    /** A compartment or anything below a resource. */
    COMPARTMENT_NOT_ALLOWED,
    /** An operation other than {@code Composition/[id]/$document}. */
    OPERATION_NOT_ALLOWED,
    /** A batch or transaction. */
    BATCH_NOT_ALLOWED,
    /** A method that no profile opens on this form of target. */
    METHOD_NOT_ALLOWED,
    /** A parameter that is not listed. */
    QUERY_NOT_ALLOWED,
    /** The same parameter twice. */
    DUPLICATE_PARAMETER,
    /** A body where none belongs. */
    BODY_NOT_ALLOWED,
    /** No complete body where one is needed. */
    BODY_REQUIRED,
    /** A body over 256 kB. */
    BODY_TOO_LARGE,
    /** A body that is not strict JSON or not strict FHIR XML. */
    BAD_BODY,
    /** A body that is another resource than the target names. */
    BODY_MISMATCH;

    /** The reason as told in answers and in the decision log. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
