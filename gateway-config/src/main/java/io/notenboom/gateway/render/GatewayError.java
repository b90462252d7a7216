// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.render;

import java.util.List;
import java.util.Set;

/**
 * An error that a gateway answers itself, as an OperationOutcome (STU3).
 *
 * @param status HTTP status
 * @param issue FHIR issue type
 * @param reason reason code; {@link #REASON} = the one that the PDP gave
 * @param text what the caller can do; letters, digits, spaces and {@code . , : ;} only
 */
record GatewayError(int status, String issue, String reason, String text) {

    /** Stands for the reason that the PDP gave. */
    static final String REASON = "$reason";

    /** Stands for the id of the decision. */
    static final String DECISION = " Decision: $decision.";

    /** Statuses for which HAProxy takes a text of ours. */
    private static final Set<Integer> HAPROXY_STATUSES = Set.of(400, 401, 403, 404, 405, 408, 413, 429, 502, 503, 504);

    static final List<GatewayError> ALL = List.of(
            new GatewayError(
                    400,
                    "structure",
                    "bad_request",
                    "The request is not valid HTTP for this server, or has a body where none belongs."),
            new GatewayError(401, "login", REASON, "Present a valid access token." + DECISION),
            new GatewayError(403, "forbidden", REASON, "The request is not permitted." + DECISION),
            new GatewayError(404, "not-found", "not_found", "There is nothing at this path."),
            new GatewayError(405, "not-supported", "method_not_allowed", "This method is not served here."),
            new GatewayError(408, "timeout", "request_timeout", "The request took too long to arrive: send it again."),
            new GatewayError(413, "too-long", "body_too_large", "The body is too large."),
            new GatewayError(414, "too-long", "target_too_long", "The request target is too long."),
            new GatewayError(429, "throttled", "too_many_requests", "Too many requests at once: try again later."),
            new GatewayError(431, "too-long", "headers_too_large", "The request headers are too large."),
            new GatewayError(
                    502,
                    "transient",
                    "backend_unreachable",
                    "The server behind the gateway did not answer: try again later."),
            new GatewayError(503, "transient", "decision_unavailable", "No decision could be made: try again later."),
            new GatewayError(
                    504,
                    "timeout",
                    "backend_timeout",
                    "The server behind the gateway took too long: try again later."));

    /** Those for which HAProxy takes a text; its own 503 means that the server behind it did not answer. */
    static List<GatewayError> haproxy() {
        GatewayError unreachable = of(502);
        return ALL.stream()
                .filter(error -> HAPROXY_STATUSES.contains(error.status()))
                .map(error -> error.status() == 503
                        ? new GatewayError(503, unreachable.issue(), unreachable.reason(), unreachable.text())
                        : error)
                .toList();
    }

    /** The error with this status. */
    static GatewayError of(int status) {
        return ALL.stream()
                .filter(error -> error.status() == status)
                .findFirst()
                .orElseThrow();
    }

    /** The OperationOutcome of a gateway that cannot put in what the PDP said; it has no single quote. */
    public String body() {
        return body(plainReason(), plainText());
    }

    /** A reason code where the PDP's is not at hand. */
    public String plainReason() {
        if (!reason.equals(REASON)) {
            return reason;
        }
        return status == 401 ? "token_active" : "not_permitted";
    }

    /** What the caller can do, without the decision. */
    public String plainText() {
        return text.replace(DECISION, "");
    }

    /** The same for NGINX, with its variables for reason and decision. */
    public String nginxBody() {
        return body(reason.replace(REASON, "$notenboom_reason"), text.replace("$decision", "$notenboom_decision"));
    }

    private String body(String reason, String text) {
        return "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"" + issue
                + "\",\"details\":{\"coding\":[{\"system\":\"urn:notenboom:reason\",\"code\":\"" + reason
                + "\"}]},\"diagnostics\":\"" + text + "\"}]}";
    }
}
