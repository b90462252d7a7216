// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.api;

import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of a FHIR base (ITI-90, ITI-91); a class for each base says where it is and what it holds. */
@RunOnVirtualThread
abstract class FhirBaseResource {

    private final FhirBase base;

    FhirBaseResource(FhirBase base) {
        this.base = base;
    }

    /** The capability statement. */
    @GET
    @Path("/metadata")
    @RequiresScope("registry:read")
    public Response metadata(@Context UriInfo uri, @Context HttpHeaders headers) {
        return base.metadata(uri, headers);
    }

    /** A search by the parameters in the address. */
    @GET
    @Path("/{type}")
    @RequiresScope("registry:read")
    public Response search(@PathParam("type") String type, @Context UriInfo uri, @Context HttpHeaders headers) {
        return base.search(type, uri, headers, Map.of());
    }

    /** A search by the parameters in the body and those in the address. */
    @POST
    @Path("/{type}/_search")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RequiresScope("registry:read")
    @NotAudited("only asks")
    public Response searchByForm(
            @PathParam("type") String type,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Nullable MultivaluedMap<String, String> form) {
        return base.search(type, uri, headers, form == null ? Map.of() : form);
    }

    /** The changes of a type, newest first. */
    @GET
    @Path("/{type}/_history")
    @RequiresScope("registry:read")
    public Response history(@PathParam("type") String type, @Context UriInfo uri, @Context HttpHeaders headers) {
        return base.history(type, uri, headers);
    }

    /** One resource. */
    @GET
    @Path("/{type}/{id}")
    @RequiresScope("registry:read")
    public Response read(
            @PathParam("type") String type,
            @PathParam("id") String id,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        return base.read(type, id, uri, headers);
    }
}
