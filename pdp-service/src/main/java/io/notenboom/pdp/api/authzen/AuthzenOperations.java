// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.authzen;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.pdp.authzen.Searched;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** The operations of the AuthZEN Authorization API 1.0 below a base URL, which may name an enforcement point as {@code pep}. */
@RunOnVirtualThread
abstract class AuthzenOperations {

    private static final String LOGGED = "each decision is in the decision log";
    private static final String ASKS = "only asks";

    private final AuthzenCalls calls;

    AuthzenOperations(AuthzenCalls calls) {
        this.calls = calls;
    }

    /** One question. */
    @POST
    @Path("/evaluation")
    @NotAudited(LOGGED)
    @RequiresScope("pdp:decide")
    public ObjectNode evaluation(
            @Context UriInfo uri,
            @QueryParam("explain") @DefaultValue("false") boolean explain,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte[] body) {
        return calls.evaluation(pep(uri), explain, contentType, body);
    }

    /** Up to 100 questions; what a question leaves out is taken from the top. */
    @POST
    @Path("/evaluations")
    @NotAudited(LOGGED)
    @RequiresScope("pdp:decide")
    public ObjectNode evaluations(
            @Context UriInfo uri, @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType, byte[] body) {
        return calls.evaluations(pep(uri), contentType, body);
    }

    /** Who may do this with the resource. */
    @POST
    @Path("/search/subject")
    @NotAudited(ASKS)
    @RequiresScope("pdp:decide")
    public ObjectNode searchSubject(
            @Context UriInfo uri, @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType, byte[] body) {
        return calls.search(Searched.SUBJECT, pep(uri), contentType, body);
    }

    /** With which resources of a type the subject may do this. */
    @POST
    @Path("/search/resource")
    @NotAudited(ASKS)
    @RequiresScope("pdp:decide")
    public ObjectNode searchResource(
            @Context UriInfo uri, @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType, byte[] body) {
        return calls.search(Searched.RESOURCE, pep(uri), contentType, body);
    }

    /** What the subject may do with the resource. */
    @POST
    @Path("/search/action")
    @NotAudited(ASKS)
    @RequiresScope("pdp:decide")
    public ObjectNode searchAction(
            @Context UriInfo uri, @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType, byte[] body) {
        return calls.search(Searched.ACTION, pep(uri), contentType, body);
    }

    /** Empty where the base URL names none. */
    private static String pep(UriInfo uri) {
        String pep = uri.getPathParameters().getFirst("pep");
        return pep == null ? "" : pep;
    }
}
