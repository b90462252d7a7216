// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.authzen;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.pdp.authzen.Searched;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** {@code /authzen/{pep}/access/v1}: the same about one enforcement point, for clients that know no {@code context.pep}. */
@Path("/authzen/{pep}/access/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AuthzenPepResource {

    private final AuthzenCalls calls;

    /** Over the policies. */
    public AuthzenPepResource(AuthzenCalls calls) {
        this.calls = calls;
    }

    /** One question. */
    @POST
    @Path("/evaluation")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("pdp:decide")
    public ObjectNode evaluation(
            @PathParam("pep") String pep,
            @QueryParam("explain") @DefaultValue("false") boolean explain,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte[] body) {
        return calls.evaluation(pep, explain, contentType, body);
    }

    /** Up to 100 questions; what a question leaves out is taken from the top. */
    @POST
    @Path("/evaluations")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("pdp:decide")
    public ObjectNode evaluations(
            @PathParam("pep") String pep,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte[] body) {
        return calls.evaluations(pep, contentType, body);
    }

    /** Who may do this with the resource. */
    @POST
    @Path("/search/subject")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("pdp:decide")
    public ObjectNode searchSubject(
            @PathParam("pep") String pep,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte[] body) {
        return calls.search(Searched.SUBJECT, pep, contentType, body);
    }

    /** With which resources of a type the subject may do this. */
    @POST
    @Path("/search/resource")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("pdp:decide")
    public ObjectNode searchResource(
            @PathParam("pep") String pep,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte[] body) {
        return calls.search(Searched.RESOURCE, pep, contentType, body);
    }

    /** What the subject may do with the resource. */
    @POST
    @Path("/search/action")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("pdp:decide")
    public ObjectNode searchAction(
            @PathParam("pep") String pep,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte[] body) {
        return calls.search(Searched.ACTION, pep, contentType, body);
    }
}
