// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.endpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.registry.api.Inputs;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.projection.RegistryProjection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The endpoint types that the network supports; at most 1,000. */
@Path("/registry/v1/endpoint-types")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class EndpointTypeResource {

    private final RegistryProjection registry;
    private final InstantSource clock;

    EndpointTypeResource(RegistryProjection registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** The table in force now or at another time. */
    @GET
    @RequiresScope("registry:read")
    public ObjectNode types(@QueryParam("at") @Nullable String at) {
        Instant given = Inputs.optionalTime(at, "at");
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        EndpointTypesFormat.write(registry.endpointTypes(given == null ? clock.instant() : given), json);
        return json;
    }
}
