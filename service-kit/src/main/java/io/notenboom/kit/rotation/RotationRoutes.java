// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.rotation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.audit.NotAudited;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * What of a service rotates, over HTTP (internal). A service that has such a thing has a resource that extends this and says under
 * which path.
 */
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public abstract class RotationRoutes {

    private final RotationApi api;

    /** Serves this. */
    protected RotationRoutes(RotationApi api) {
        this.api = api;
    }

    /** How things stand. */
    @GET
    @RequiresScope(RotationApi.SCOPE)
    public ObjectNode list(
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return api.list(kind, after, limit);
    }

    /** What would happen; changes nothing. */
    @POST
    @Path("/preview")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope(RotationApi.SCOPE)
    @NotAudited("changes nothing")
    public ObjectNode preview(byte[] body) {
        return api.preview(body);
    }

    /** Begins a rotation with overlap; changes nothing if one is under way. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequiresScope(RotationApi.SCOPE)
    @Audited("rotation.start")
    public ObjectNode start(byte[] body) {
        return api.start(body);
    }

    /** Takes one out at once, revokes what it signed, and has it signed again. */
    @POST
    @Path("/{kind}/{id}/emergency")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope(RotationApi.SCOPE)
    @Audited("rotation.emergency")
    public ObjectNode emergency(@PathParam("kind") String kind, @PathParam("id") String id, byte[] body) {
        return api.emergency(kind, id, body);
    }
}
