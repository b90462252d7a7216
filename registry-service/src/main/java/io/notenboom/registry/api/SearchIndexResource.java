// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.registry.search.IndexStatus;
import io.notenboom.registry.search.IndexedOrganisations;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the search index is doing, and building it again. */
@Path("/registry/v1/search-index")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class SearchIndexResource {

    /** The index. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Status(
            String state,
            long documents,
            long bytes,
            long pending,
            @Nullable String built,
            @Nullable Double buildSeconds) {

        static Status of(IndexStatus status) {
            Duration time = status.buildTime();
            return new Status(
                    status.state().wireName(),
                    status.documents(),
                    status.bytes(),
                    status.pending(),
                    RegistryViews.text(status.builtAt()),
                    time == null ? null : time.toMillis() / 1_000.0);
        }
    }

    private final IndexedOrganisations search;

    SearchIndexResource(IndexedOrganisations search) {
        this.search = search;
    }

    /** What it does, and how large it is. */
    @GET
    @RequiresScope("registry:admin")
    public Status status() {
        return Status.of(search.status());
    }

    /** Begins to build it again, in the background; the old one answers meanwhile. */
    @POST
    @Path("/rebuild")
    @RequiresScope("registry:admin")
    @Audited("search-index.rebuild")
    public Response rebuild() {
        var unused = search.rebuild();
        return Response.accepted(Status.of(search.status())).build();
    }
}
