// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.pdp.pep.Dialect;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;

/** {@code /pdp} and {@code /pdp/v1/data/knooppunt/authz}: the decision in place of nuts-knooppunt's decision point. */
@Path("/pdp")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class KnooppuntResource {

    private static final Set<Dialect> KNOOPPUNT = Set.of(Dialect.KNOOPPUNT);

    private final OpaCalls calls;

    /** Over the decision. */
    public KnooppuntResource(OpaCalls calls) {
        this.calls = calls;
    }

    /** Decides on the request in {@code input}. */
    @POST
    @NoScopeNeeded("the enforcement point shows its own key or certificate")
    public ObjectNode decide(@Context HttpServerRequest request, byte[] body) {
        return calls.decide("", KNOOPPUNT, request, body);
    }

    /** The same by the path of OPA's data. */
    @POST
    @Path("/v1/data/knooppunt/authz")
    @NoScopeNeeded("the enforcement point shows its own key or certificate")
    public ObjectNode decideAsData(@Context HttpServerRequest request, byte[] body) {
        return calls.decide("", KNOOPPUNT, request, body);
    }
}
