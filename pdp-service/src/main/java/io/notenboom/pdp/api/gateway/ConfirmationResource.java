// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.NoScopeNeeded;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** {@code /authz/confirmation/{id}}: confirmations where enforcement points that show a certificate can send them as well. */
@Path("/authz/confirmation/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ConfirmationResource {

    private final ConfirmationCalls calls;

    /** Over what was permitted. */
    public ConfirmationResource(ConfirmationCalls calls) {
        this.calls = calls;
    }

    /** Takes the resource server's answer to a permitted Task update; a 2xx changes the flow. */
    @POST
    @NoScopeNeeded("the enforcement point shows its own key or certificate")
    public ObjectNode confirm(@PathParam("id") String id, @Context HttpServerRequest request, byte[] body) {
        return calls.confirm(id, request, body);
    }
}
