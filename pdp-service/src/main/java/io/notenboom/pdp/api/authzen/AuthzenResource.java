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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** {@code /access/v1}: AuthZEN Authorization API 1.0, with Nuts nodes' {@code request_scope} question. */
@Path("/access/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AuthzenResource {

    private final AuthzenCalls calls;

    /** Over the policies. */
    public AuthzenResource(AuthzenCalls calls) {
        this.calls = calls;
    }

    /** One question. */
    @POST
    @Path("/evaluation")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("pdp:decide")
    public ObjectNode evaluation(
            @QueryParam("explain") @DefaultValue("false") boolean explain,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte[] body) {
        return calls.evaluation("", explain, contentType, body);
    }

    /** Up to 100 questions; what a question leaves out is taken from the top. */
    @POST
    @Path("/evaluations")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("pdp:decide")
    public ObjectNode evaluations(@HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType, byte[] body) {
        return calls.evaluations("", contentType, body);
    }

    /** Who may do this with the resource. */
    @POST
    @Path("/search/subject")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("pdp:decide")
    public ObjectNode searchSubject(@HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType, byte[] body) {
        return calls.search(Searched.SUBJECT, "", contentType, body);
    }

    /** With which resources of a type the subject may do this. */
    @POST
    @Path("/search/resource")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("pdp:decide")
    public ObjectNode searchResource(@HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType, byte[] body) {
        return calls.search(Searched.RESOURCE, "", contentType, body);
    }

    /** What the subject may do with the resource. */
    @POST
    @Path("/search/action")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("pdp:decide")
    public ObjectNode searchAction(@HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType, byte[] body) {
        return calls.search(Searched.ACTION, "", contentType, body);
    }
}
