// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.credential;

import io.notenboom.auth.api.AuthProblem;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

/** Where a Nuts node looks up credentials of its did:nuts network. There is no such network here, and callers are told so. */
@Path("/internal/vcr/v2")
@RunOnVirtualThread
public class NetworkStoreResource {

    /** Always a problem. */
    @POST
    @Path("/search")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("vcr:read")
    @NotAudited("only asks")
    public void search(byte[] unusedBody) {
        throw none();
    }

    /** Always a problem. */
    @GET
    @Path("/vc/{id: .+}")
    @RequiresScope("vcr:read")
    public void find(@PathParam("id") @Encoded String unusedId) {
        throw none();
    }

    private static ProblemException none() {
        return new ProblemException(
                AuthProblem.NO_NETWORK_STORE,
                "This node has no did:nuts network. Search what own DIDs issued at /internal/vcr/v2/issuer/vc/search and what"
                        + " a subject holds at /internal/vcr/v2/holder/{subject}/vc/search.");
    }
}
