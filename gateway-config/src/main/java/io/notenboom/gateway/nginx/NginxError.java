// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.nginx;

import java.util.List;

/**
 * An error that NGINX answers itself, as an OperationOutcome (STU3).
 *
 * @param status HTTP status
 * @param issue FHIR issue type
 * @param reason reason code when the PDP gave none
 * @param text what the caller can do; letters, digits, spaces and {@code . , : ;} only
 */
record NginxError(int status, String issue, String reason, String text) {

    static final List<NginxError> ALL = List.of(
            new NginxError(
                    400,
                    "structure",
                    "bad_request",
                    "The request is not valid HTTP for this server, or has a body where none belongs."),
            new NginxError(
                    401, "login", "$notenboom_reason", "Present a valid access token. Decision: $notenboom_decision."),
            new NginxError(
                    403,
                    "forbidden",
                    "$notenboom_reason",
                    "The request is not permitted. Decision: $notenboom_decision."),
            new NginxError(404, "not-found", "not_found", "There is nothing at this path."),
            new NginxError(405, "not-supported", "method_not_allowed", "This method is not served here."),
            new NginxError(408, "timeout", "request_timeout", "The request took too long to arrive: send it again."),
            new NginxError(413, "too-long", "body_too_large", "The body is too large."),
            new NginxError(414, "too-long", "target_too_long", "The request target is too long."),
            new NginxError(429, "throttled", "too_many_requests", "Too many requests at once: try again later."),
            new NginxError(431, "too-long", "headers_too_large", "The request headers are too large."),
            new NginxError(
                    502,
                    "transient",
                    "backend_unreachable",
                    "The server behind the gateway did not answer: try again later."),
            new NginxError(503, "transient", "decision_unavailable", "No decision could be made: try again later."),
            new NginxError(
                    504,
                    "timeout",
                    "backend_timeout",
                    "The server behind the gateway took too long: try again later."));

    /** The OperationOutcome; no character in it ends a single-quoted NGINX text. */
    public String body() {
        return "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"" + issue
                + "\",\"details\":{\"coding\":[{\"system\":\"urn:notenboom:reason\",\"code\":\"" + reason
                + "\"}]},\"diagnostics\":\"" + text + "\"}]}";
    }
}
