// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.pdp.pep.Dialect;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;

/** {@code /v1/data}: the decision for gateways with an OPA plugin, and in place of nuts-pxp. */
@Path("/v1/data")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OpaResource {

    private static final Set<Dialect> PLUGINS =
            Set.of(Dialect.APISIX_OPA, Dialect.KONG_OPA, Dialect.ENVOY_OPA, Dialect.PXP);

    private final OpaCalls calls;

    /** Over the decision. */
    public OpaResource(OpaCalls calls) {
        this.calls = calls;
    }

    /** Decides on the request in {@code input}; the enforcement point names itself in X-PEP-Id. */
    @POST
    @Path("/nuts/authz")
    @NoScopeNeeded("the enforcement point shows its own key or certificate")
    public ObjectNode decide(@Context HttpServerRequest request, byte[] body) {
        return calls.decide("", PLUGINS, request, body);
    }

    /** The same for plugins that can only choose a path. */
    @POST
    @Path("/{pep}/authz")
    @NoScopeNeeded("the enforcement point shows its own key or certificate")
    public ObjectNode decideNamed(@PathParam("pep") String pep, @Context HttpServerRequest request, byte[] body) {
        return calls.decide(pep, PLUGINS, request, body);
    }

    /** The same where nuts-pxp was asked. */
    @POST
    @NoScopeNeeded("the enforcement point shows its own key or certificate")
    public ObjectNode decideAsPxp(@Context HttpServerRequest request, byte[] body) {
        return calls.decide("", Set.of(Dialect.PXP), request, body);
    }
}
