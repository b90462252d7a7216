// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import io.notenboom.kit.access.RequiresScope;
import io.notenboom.registry.projection.EndpointView;
import io.notenboom.registry.projection.OrganisationView;
import io.notenboom.registry.projection.RegistryProjection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Look-ups of one care organisation, as of now or another time. */
@Path("/registry/v1/organisations/{oid}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class OrganisationResource {

    private final RegistryProjection registry;
    private final InstantSource clock;

    /** Which endpoints are wanted. */
    public static class EndpointFilter {

        @QueryParam("type")
        @Nullable
        String type;

        @QueryParam("at")
        @Nullable
        String at;

        @QueryParam("strict")
        @Nullable
        Boolean strict;

        @QueryParam("vendor")
        @Nullable
        String vendor;

        @QueryParam("contested")
        @Nullable
        Boolean contested;
    }

    OrganisationResource(RegistryProjection registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** The organisation. */
    @GET
    @RequiresScope("registry:read")
    public RegistryViews.OrganisationAnswer organisation(
            @PathParam("oid") String oid, @QueryParam("at") @Nullable String at) {
        return RegistryViews.OrganisationAnswer.of(found(Inputs.oid(oid, "the organisation"), time(at)));
    }

    private List<OrganisationView> found(String oid, Instant at) {
        List<OrganisationView> found = registry.organisation(oid, at);
        if (found.isEmpty()) {
            throw Problems.notFound("no vendor has an approved contract with this organisation at that time");
        }
        return found;
    }

    /** Its endpoints in force; with {@code strict}, none is a 404. */
    @GET
    @Path("/endpoints")
    @RequiresScope("registry:read")
    public RegistryViews.Endpoints endpoints(
            @PathParam("oid") String oid,
            @BeanParam EndpointFilter wanted,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        String organisation = Inputs.oid(oid, "the organisation");
        Instant moment = time(wanted.at);
        List<OrganisationView> registrations = found(organisation, moment);
        String canonical =
                wanted.type == null ? null : registry.endpointTypes(moment).canonical(Inputs.urn(wanted.type, "type"));
        String ofVendor = wanted.vendor == null ? null : Inputs.oid(wanted.vendor, "vendor");
        List<EndpointView> endpoints = registry.endpoints(organisation, moment).stream()
                .filter(endpoint -> canonical == null || endpoint.endpointType().equals(canonical))
                .filter(endpoint -> ofVendor == null || endpoint.vendor().equals(ofVendor))
                .filter(endpoint -> wanted.contested == null || wanted.contested == endpoint.contested())
                .toList();
        if (endpoints.isEmpty() && Boolean.TRUE.equals(wanted.strict)) {
            throw Problems.notFound(
                    "the organisation, of " + registrations.size() + " vendor(s), has no such endpoint");
        }
        Page<RegistryViews.Endpoint> page = Page.of(
                        endpoints.stream(),
                        endpoint ->
                                endpoint.endpointId() + " " + endpoint.event().value(),
                        limit,
                        cursor)
                .map(RegistryViews.Endpoint::of);
        return new RegistryViews.Endpoints(page.items(), page.next());
    }

    private Instant time(@Nullable String at) {
        Instant given = Inputs.optionalTime(at, "at");
        return given == null ? clock.instant() : given;
    }
}
