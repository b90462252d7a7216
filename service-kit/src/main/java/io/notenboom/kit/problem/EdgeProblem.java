// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.problem;

/** Problems that arise before a service's own code is reached, the same for all services. */
public enum EdgeProblem implements ProblemType {
    /** The request cannot be read. */
    INVALID_REQUEST("invalid-request", 400, "The request is not valid"),
    /** No token, or one that is unknown or expired. */
    UNAUTHENTICATED("unauthenticated", 401, "A valid API token is needed"),
    /** The token lacks a scope. */
    MISSING_SCOPE("missing-scope", 403, "The API token lacks a scope"),
    /** The token may not act for this subject. */
    SUBJECT_NOT_ALLOWED("subject-not-allowed", 403, "The API token is for other subjects"),
    /** The client certificate is on a denylist. */
    CERTIFICATE_DENIED("certificate-denied", 403, "The client certificate is denied"),
    /** Nothing here. */
    NOT_FOUND("not-found", 404, "Not found"),
    /** The path exists, the method does not. */
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "Method not allowed"),
    /** None of the media types asked for is offered. */
    NOT_ACCEPTABLE("not-acceptable", 406, "No such media type is offered"),
    /** The first request with the idempotency key is under way. */
    IDEMPOTENCY_KEY_IN_USE("idempotency-key-in-use", 409, "The first request with this key is under way"),
    /** The body is too large. */
    TOO_LARGE("too-large", 413, "The request is too large"),
    /** The media type of the body is not supported. */
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The media type is not supported"),
    /** The idempotency key belongs to another request. */
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422, "The idempotency key was used for another request"),
    /** Too many requests of this caller, or of all. */
    TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests"),
    /** A bug or broken infrastructure. */
    INTERNAL("internal", 500, "Something went wrong on our side"),
    /** Something that is needed is not there at present. */
    UNAVAILABLE("unavailable", 503, "Not available at present");

    private final ProblemKind kind;

    EdgeProblem(String slug, int status, String title) {
        kind = new ProblemKind(slug, status, title);
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
