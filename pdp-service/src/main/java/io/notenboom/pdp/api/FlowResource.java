// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.kit.idempotency.Idempotent;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowJson;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowRegister.Change;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.task.TaskState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /pdp/v1/flows}: flows, and what a Composition would open. */
@Path("/pdp/v1/flows")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class FlowResource {

    private final FlowRegister register;
    private final FlowReplica replica;
    private final FlowDrafts drafts;
    private final Caller caller;

    /** Over the register. */
    public FlowResource(FlowRegister register, FlowReplica replica, FlowDrafts drafts, Caller caller) {
        this.register = register;
        this.replica = replica;
        this.drafts = drafts;
        this.caller = caller;
    }

    /** Creates a flow; once for each {@code Idempotency-Key}. */
    @POST
    @NotAudited("records each change by itself")
    @Idempotent
    @RequiresScope("pdp:write")
    public Response create(byte[] body) {
        return switch (register.create(drafts.read(RequestJson.read(body), caller))) {
            case Change.Done done -> created(done.flow());
            case Change.Conflict conflict -> throw Problems.conflict("Send the request again.");
            case Change.Unknown unknown -> throw Problems.conflict("Send the request again.");
        };
    }

    /** One flow, with its version as ETag. */
    @GET
    @Path("/{id}")
    @RequiresScope("pdp:read")
    public Response get(@PathParam("id") String id) {
        return shown(visible(id));
    }

    /** Flows by receiver (DID, client id or URA number), resource ({@code Type/id}) and Task state, oldest first, in pages. */
    @GET
    @RequiresScope("pdp:read")
    public ObjectNode list(
            @QueryParam("receiver") @Nullable String receiver,
            @QueryParam("resource") @Nullable String resource,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        Page page = Page.of(after, limit);
        if (state != null && TaskState.of(state).isEmpty()) {
            throw Problems.badRequest("state is a state of an eOverdracht Task, for instance in-progress.");
        }
        List<Flow> found = replica.page(
                page.after(),
                Optional.ofNullable(receiver),
                page.limit() + 1,
                flow -> caller.mayActFor(flow.header().subject())
                        && (resource == null || opens(flow, resource))
                        && (state == null || flow.task().state().wireName().equals(state)));
        return page.answer("flows", found, FlowJson::write, Flow::id);
    }

    /** Replaces what a flow opens, its validity and the state of its Task; {@code If-Match} names the version it was made of. */
    @PUT
    @NotAudited("records each change by itself")
    @Path("/{id}")
    @RequiresScope("pdp:write")
    public Response update(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String match, byte[] body) {
        Flow current = visible(id);
        if (match == null) {
            throw Problems.of(PdpProblem.VERSION_MISSING, "Send the ETag of the flow in If-Match, as GET answered it.");
        }
        if (!match.equals(tag(current))) {
            throw changed();
        }
        if (current.revoked()) {
            throw Problems.conflict("The flow is revoked, which is for good.");
        }
        Flow next = drafts.update(current, RequestJson.read(body));
        return switch (register.update(next, caller.tokenId())) {
            case Change.Done done -> shown(done.flow());
            case Change.Conflict conflict -> throw changed();
            case Change.Unknown unknown -> throw unknown();
        };
    }

    private static ProblemException changed() {
        return Problems.of(PdpProblem.VERSION_CHANGED, "The flow changed meanwhile; get it and make the change again.");
    }

    /** Closes a flow for good, its Task included. */
    @POST
    @NotAudited("records each change by itself")
    @Path("/{id}/revocation")
    @RequiresScope("pdp:write")
    public Response revoke(@PathParam("id") String id) {
        return switch (register.revoke(visible(id).id(), caller.tokenId())) {
            case Change.Done done -> shown(done.flow());
            case Change.Conflict conflict ->
                throw Problems.conflict("The flow changed meanwhile; send the request again.");
            case Change.Unknown unknown -> throw unknown();
        };
    }

    /** The last hundred versions, oldest first, in pages. */
    @GET
    @Path("/{id}/history")
    @RequiresScope("pdp:read")
    public ObjectNode history(
            @PathParam("id") String id,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        Page page = Page.of(after, limit);
        long from = page.after().map(FlowResource::version).orElse(0L);
        List<Flow> versions = register.history(visible(id).id()).stream()
                .filter(flow -> flow.version() > from)
                .toList();
        return page.answer("versions", versions, FlowJson::write, flow -> Long.toString(flow.version()));
    }

    private static long version(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException malformed) {
            throw Problems.badRequest("after is a version, as next of the page before.");
        }
    }

    /** A flow of another subject than the caller's is not there for it. */
    private Flow visible(String id) {
        return register.find(id)
                .filter(flow -> caller.mayActFor(flow.header().subject()))
                .orElseThrow(FlowResource::unknown);
    }

    private static boolean opens(Flow flow, String resource) {
        return flow.task().reference().equals(resource)
                || flow.grants().compositions().stream()
                        .anyMatch(grant -> grant.reference().equals(resource))
                || flow.grants().resources().stream()
                        .anyMatch(grant -> grant.reference().equals(resource));
    }

    private static Response created(Flow flow) {
        return Response.created(URI.create("/pdp/v1/flows/" + flow.id()))
                .header("ETag", tag(flow))
                .entity(FlowJson.write(flow))
                .build();
    }

    private static Response shown(Flow flow) {
        return Response.ok(FlowJson.write(flow)).header("ETag", tag(flow)).build();
    }

    private static String tag(Flow flow) {
        return "\"" + flow.version() + "\"";
    }

    private static ProblemException unknown() {
        return Problems.notFound("No such flow.");
    }
}
