// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.endpoint;

import io.notenboom.kit.access.RequiresScope;
import io.notenboom.registry.api.Inputs;
import io.notenboom.registry.api.IssueAnswers;
import io.notenboom.registry.api.Problems;
import io.notenboom.registry.api.RegistryViews;
import io.notenboom.registry.issue.EndpointWish;
import io.notenboom.registry.issue.IssueOutcome;
import io.notenboom.registry.issue.VendorWriter;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The endpoints of the own vendor. Every call can be repeated: what is there already is answered with 200. */
@Path("/registry/v1/endpoints")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class EndpointResource {

    private static final int MAX_LOCATION = 2_048;

    /** Body of an endpoint's registration. */
    public record EndpointBody(
            @Nullable String careOrganisation,
            @Nullable String endpointId,
            @Nullable String endpointType,
            @Nullable String location,
            @Nullable String start,
            @Nullable String end) {}

    private final VendorWriter writer;

    EndpointResource(VendorWriter writer) {
        this.writer = writer;
    }

    /** Registers an endpoint, or with its id a new version of it. */
    @POST
    @RequiresScope("registry:write")
    public Response register(@Nullable EndpointBody given) {
        EndpointBody body = Inputs.body(given);
        return answer(writer.endpoint(
                wish(body, body.endpointId() == null ? null : Inputs.urn(body.endpointId(), "endpointId"))));
    }

    /** Registers a new version of an endpoint in whole; the earlier version holds until the new one begins. */
    @PUT
    @Path("/{urn}")
    @RequiresScope("registry:write")
    public Response update(@PathParam("urn") String urn, @Nullable EndpointBody given) {
        String endpointId = Inputs.urn(urn, "the endpoint id");
        EndpointBody body = Inputs.body(given);
        if (body.endpointId() != null && !body.endpointId().equals(endpointId)) {
            throw Problems.invalid("endpointId has to be that of the path, or absent");
        }
        return answer(writer.endpoint(wish(body, endpointId)));
    }

    private static EndpointWish wish(EndpointBody body, @Nullable String endpointId) {
        return new EndpointWish(
                Inputs.oid(body.careOrganisation(), "careOrganisation"),
                endpointId,
                Inputs.urn(body.endpointType(), "endpointType"),
                Inputs.text(body.location(), "location", MAX_LOCATION),
                Inputs.optionalTime(body.start(), "start"),
                Inputs.optionalTime(body.end(), "end"));
    }

    /** Ends an endpoint: a version with an end date. Its history stays. */
    @DELETE
    @Path("/{urn}")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("registry:write")
    public Response end(@PathParam("urn") String urn, @QueryParam("end") @Nullable String end) {
        return answer(writer.endEndpoint(Inputs.urn(urn, "the endpoint id"), Inputs.optionalTime(end, "end")));
    }

    private static Response answer(IssueOutcome outcome) {
        return IssueAnswers.of(
                outcome,
                issued -> new RegistryViews.EndpointIssued(
                        issued.subject(), RegistryViews.Event.of(issued.events().getFirst())));
    }
}
