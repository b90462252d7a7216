// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.idempotency.Idempotent;
import io.notenboom.registry.api.Inputs;
import io.notenboom.registry.api.IssueAnswers;
import io.notenboom.registry.api.Page;
import io.notenboom.registry.api.Problems;
import io.notenboom.registry.api.RegistryViews;
import io.notenboom.registry.issue.EndpointWish;
import io.notenboom.registry.issue.IssueOutcome;
import io.notenboom.registry.issue.VendorWriter;
import io.notenboom.registry.projection.EndpointView;
import io.notenboom.registry.projection.RegistryProjection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The endpoints of the own vendor, and the look-up of those of all vendors. Every call can be repeated: what is there already is answered with 200. */
@Path("/registry/v1/endpoints")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class EndpointResource {

    private static final int MAX_LOCATION = 2_048;
    private static final int MAX_ORGANISATIONS = 100;

    /** Body of an endpoint's registration. */
    public record EndpointBody(
            @Nullable String careOrganisation,
            @Nullable String endpointId,
            @Nullable String endpointType,
            @Nullable String location,
            @Nullable String start,
            @Nullable String end) {}

    /** An endpoint, and whose it is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FoundEndpoint(
            String organisation,
            String endpointId,
            String endpointType,
            String location,
            String start,
            @Nullable String end,
            String vendor,
            boolean contested) {

        static FoundEndpoint of(EndpointView view) {
            return new FoundEndpoint(
                    view.organisation(),
                    view.endpointId(),
                    view.endpointType(),
                    view.location(),
                    view.start().toString(),
                    RegistryViews.text(view.end()),
                    view.vendor(),
                    view.contested());
        }
    }

    /** A page of endpoints of some organisations. */
    public record FoundEndpoints(
            List<FoundEndpoint> endpoints, @Nullable String next) {}

    private final VendorWriter writer;
    private final RegistryProjection registry;
    private final InstantSource clock;

    EndpointResource(VendorWriter writer, RegistryProjection registry, InstantSource clock) {
        this.writer = writer;
        this.registry = registry;
        this.clock = clock;
    }

    /** Endpoints of some organisations in force now; with {@code strict}, an organisation without one is a 404. */
    @GET
    @RequiresScope("registry:read")
    public FoundEndpoints find(
            @QueryParam("orgIds") @Nullable List<String> organisations,
            @QueryParam("type") @Nullable String type,
            @QueryParam("strict") @Nullable String strict,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (organisations == null || organisations.isEmpty() || organisations.size() > MAX_ORGANISATIONS) {
            throw Problems.invalid(
                    "send 1 to " + MAX_ORGANISATIONS + " OIDs of care organisations, each as a parameter orgIds");
        }
        Instant now = clock.instant();
        String canonical = type == null ? null : registry.endpointTypes(now).canonical(Inputs.urn(type, "type"));
        Set<String> lacking = new TreeSet<>();
        List<EndpointView> found = new ArrayList<>();
        for (String organisation : Set.copyOf(organisations)) {
            List<EndpointView> own = registry.endpoints(Inputs.oid(organisation, "orgIds"), now).stream()
                    .filter(endpoint ->
                            canonical == null || endpoint.endpointType().equals(canonical))
                    .toList();
            found.addAll(own);
            if (own.isEmpty()) {
                lacking.add(organisation);
            }
        }
        if (Inputs.flag(strict, "strict") && !lacking.isEmpty()) {
            throw Problems.notFound("no such endpoint is in force for " + String.join(", ", lacking));
        }
        Page<FoundEndpoint> page =
                Page.of(found.stream(), EndpointResource::key, limit, cursor).map(FoundEndpoint::of);
        return new FoundEndpoints(page.items(), page.next());
    }

    private static String key(EndpointView endpoint) {
        return String.join(
                " ",
                endpoint.organisation(),
                endpoint.endpointId(),
                endpoint.event().value());
    }

    /** Registers an endpoint, or with its id a new version of it. */
    @POST
    @RequiresScope("registry:write")
    @Idempotent
    @Audited("endpoint.register")
    public Response register(@Nullable EndpointBody given) {
        EndpointBody body = Inputs.body(given);
        return answer(writer.endpoint(
                wish(body, body.endpointId() == null ? null : Inputs.urn(body.endpointId(), "endpointId"))));
    }

    /** Registers a new version of an endpoint in whole; the earlier version holds until the new one begins. */
    @PUT
    @Path("/{urn}")
    @RequiresScope("registry:write")
    @Idempotent
    @Audited("endpoint.update")
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
    @Idempotent
    @Audited("endpoint.end")
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
