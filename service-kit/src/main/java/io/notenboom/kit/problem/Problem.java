// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.problem;

import jakarta.ws.rs.core.Response;

/**
 * Body of a problem answer (RFC 9457).
 *
 * @param type {@code urn:notenboom:problem:<slug>}
 * @param title the same for every occurrence of the type
 * @param status HTTP status
 * @param detail what the caller should do
 * @param requestId to find the request in the log
 */
public record Problem(String type, String title, int status, String detail, String requestId) {

    /** Media type of the body. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String PREFIX = "urn:notenboom:problem:";

    /** A problem of a type. */
    public static Problem of(ProblemType type, String detail, String requestId) {
        return new Problem(PREFIX + type.slug(), type.title(), type.status(), detail, requestId);
    }

    /** The answer with this body. */
    public Response toResponse() {
        Response.ResponseBuilder response =
                Response.status(status).type(MEDIA_TYPE).entity(this);
        if (status == Response.Status.UNAUTHORIZED.getStatusCode()) {
            response.header("WWW-Authenticate", "Bearer realm=\"notenboom\"");
        }
        return response.build();
    }
}
