// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.pdp.api.Problems;
import io.notenboom.pdp.api.RequestJson;
import io.notenboom.pdp.pip.PipRow;
import io.notenboom.pdp.pip.PipRows;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /pip/{id}}: the rows that nuts-pxp keeps, here as flows. */
@Path("/pip/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PipResource {

    private final PipRows rows;
    private final Caller caller;

    /** Over the flows. */
    public PipResource(PipRows rows, Caller caller) {
        this.rows = rows;
        this.caller = caller;
    }

    /** Stores or replaces a row; the flow that it became is in {@code X-Flow-Id}. */
    @POST
    @NotAudited("records each flow that it changes by itself")
    @RequiresScope("pdp:write")
    public Response put(@PathParam("id") String id, byte[] body) {
        requireId(id);
        return switch (rows.put(id, read(body), caller::mayActFor, caller.tokenId())) {
            case PipRows.Outcome.Stored stored ->
                Response.noContent().header("X-Flow-Id", stored.flow()).build();
            case PipRows.Outcome.Refused refused -> throw Problems.badRequest(refused.detail());
            case PipRows.Outcome.Unavailable unavailable -> throw Problems.unavailable(unavailable.detail());
        };
    }

    /** A row, as long as it opens anything. */
    @GET
    @RequiresScope("pdp:read")
    public ObjectNode get(@PathParam("id") String id) {
        requireId(id);
        return rows.find(id, caller::mayActFor)
                .map(PipRow::toJson)
                .orElseThrow(() -> Problems.notFound("No such row, or it was removed."));
    }

    /** Removes a row and closes what it opened, for good. */
    @DELETE
    @NotAudited("records each flow that it changes by itself")
    @RequiresScope("pdp:write")
    public Response delete(@PathParam("id") String id) {
        requireId(id);
        if (!rows.remove(id, caller::mayActFor, caller.tokenId())) {
            throw Problems.notFound("No such row, or it was removed.");
        }
        return Response.noContent().build();
    }

    private static void requireId(String id) {
        if (!PipRows.validId(id)) {
            throw Problems.badRequest("An id has 1 to 64 letters, digits, underscores or hyphens.");
        }
    }

    private static PipRow read(byte[] body) {
        try {
            return PipRow.read(RequestJson.read(body));
        } catch (IllegalArgumentException incorrect) {
            throw Problems.badRequest(String.valueOf(incorrect.getMessage()));
        }
    }
}
