// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.deletion.Deletions;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;

/** Requests to destroy customers, which another person than the one who asked has to approve. */
@Path("/hosting/v1/deletions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DeletionResource {

    private final Deletions deletions;
    private final Caller caller;
    private final InstantSource clock;

    /** Over the requests. */
    public DeletionResource(Deletions deletions, Caller caller, InstantSource clock) {
        this.deletions = deletions;
        this.caller = caller;
        this.clock = clock;
    }

    /** All requests, newest first. */
    @GET
    @RequiresScope("hosting:read")
    public ObjectNode list() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("deletions");
        deletions.all().forEach(request -> list.add(request.write(clock.instant())));
        return answer;
    }

    /** Approves; keys and data are destroyed from then on, and nobody can stop it. */
    @POST
    @Path("/{id}/approval")
    @RequiresScope("hosting:delete")
    @Audited("deletion.approve")
    public ObjectNode approve(@PathParam("id") String id) {
        return DeletionAnswers.of(deletions.approve(id, caller.tokenId()), clock.instant());
    }

    /** Takes a request back. */
    @DELETE
    @Path("/{id}")
    @RequiresScope("hosting:delete")
    @Audited("deletion.withdraw")
    public ObjectNode withdraw(@PathParam("id") String id) {
        return DeletionAnswers.of(deletions.withdraw(id, caller.tokenId()), clock.instant());
    }
}
