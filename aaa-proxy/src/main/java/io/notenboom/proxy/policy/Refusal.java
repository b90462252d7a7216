// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.policy;

/** What this proxy answers itself instead of passing on: an HTTP status and an OperationOutcome (FHIR). */
public enum Refusal {
    /** Not origin form, or not printable ASCII. */
    BAD_TARGET(
            400, "structure", "bad_target", "Send an absolute path of printable ASCII characters as request target."),
    /** A header that must come once came twice. */
    REPEATED_HEADER(
            400, "structure", "repeated_header", "Send Host, Authorization, DPoP and Content-Type at most once."),
    /** A transfer coding other than chunked. */
    TRANSFER_CODING(400, "structure", "transfer_coding", "Send the body with Content-Length or chunked."),
    /** A body with a method that has none. */
    BODY_NOT_EXPECTED(400, "structure", "body_not_expected", "Send no body with this method."),
    /** Netty could not parse the request. */
    MALFORMED(400, "structure", "malformed", "Send a valid HTTP/1.1 request."),
    /** Nothing is served at this path. */
    NOT_FOUND(404, "not-found", "not_found", "There is nothing at this path."),
    /** The body did not arrive in time. */
    REQUEST_TIMEOUT(408, "timeout", "request_timeout", "The request took too long to arrive: send it again."),
    /** The body of a Task update, or of a notification, is too large. */
    BODY_TOO_LARGE(413, "too-long", "body_too_large", "Send at most 262144 bytes; a notification has no body."),
    /** The request line is too long. */
    TARGET_TOO_LONG(414, "too-long", "target_too_long", "The request target is too long."),
    /** Too many requests under way. */
    TOO_MANY_REQUESTS(429, "throttled", "too_many_requests", "Too many requests at once: try again later."),
    /** The header section is too large. */
    HEADERS_TOO_LARGE(431, "too-long", "headers_too_large", "The request headers are too large."),
    /** The FHIR server cannot be reached, broke off or did not accept this proxy's credentials. */
    BACKEND_FAILED(502, "transient", "backend_failed", "The FHIR server did not answer: try again later."),
    /** No decision. */
    NO_DECISION(503, "transient", "decision_unavailable", "No decision could be made: try again later."),
    /** That the update is under way cannot be written down. */
    NOT_RECORDED(
            503,
            "transient",
            "not_recorded",
            "The update was not made, because it could not be recorded: try again later."),
    /** This process is about to stop. */
    STOPPING(503, "transient", "stopping", "This server is about to restart: try again."),
    /** The FHIR server took too long. */
    BACKEND_TIMEOUT(504, "timeout", "backend_timeout", "The FHIR server took too long: try again later.");

    private final int status;
    private final String issue;
    private final String reason;
    private final String text;

    Refusal(int status, String issue, String reason, String text) {
        this.status = status;
        this.issue = issue;
        this.reason = reason;
        this.text = text;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Stable reason code. */
    public String reason() {
        return reason;
    }

    /** The OperationOutcome in JSON. */
    public String body() {
        return "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"" + issue
                + "\",\"details\":{\"coding\":[{\"system\":\"urn:notenboom:reason\",\"code\":\"" + reason
                + "\"}]},\"diagnostics\":\"" + text + "\"}]}";
    }
}
