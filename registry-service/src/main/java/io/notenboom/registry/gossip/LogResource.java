// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogPublication;
import io.notenboom.registry.tlog.TileName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * The log of this node for its peers, in the form of C2SP tlog-tiles. The same certificates as for gossip are asked for: 403
 * otherwise, and 429 asks to come back later.
 */
@Path("/log/v1")
@RunOnVirtualThread
public final class LogResource {

    private static final String BY_CERTIFICATE = "peers are authenticated by their node certificate";
    private static final String FOR_EVER = "max-age=31536000, immutable";

    private final PeerAdmission admission;
    private final LogPublication log;

    LogResource(PeerAdmission admission, EventLog log) {
        this.admission = admission;
        this.log = log.publication();
    }

    /** The checkpoint that was published last; 404 before the first one. */
    @GET
    @Path("/checkpoint")
    @NoScopeNeeded(BY_CERTIFICATE)
    public Response checkpoint(@Context HttpServerRequest request) {
        return answer(request, () -> text(log.checkpoint().orElseThrow(LogResource::notThere)));
    }

    /** The key of the checkpoints, in the text form of log tools. */
    @GET
    @Path("/key")
    @NoScopeNeeded(BY_CERTIFICATE)
    public Response key(@Context HttpServerRequest request) {
        return answer(request, () -> text(log.key().orElseThrow(LogResource::notThere) + "\n"));
    }

    private static Response text(String text) {
        return Response.ok(text, "text/plain; charset=utf-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    /** A tile or entry bundle. It never changes. */
    @GET
    @Path("/tile/{name: .+}")
    @NoScopeNeeded(BY_CERTIFICATE)
    public Response tile(@Context HttpServerRequest request, @PathParam("name") String name) {
        return answer(request, () -> tile(name));
    }

    private Response tile(String name) {
        ByteBuffer content = TileName.parse("tile/" + name).flatMap(log::tile).orElseThrow(LogResource::notThere);
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return Response.ok(bytes, MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .build();
    }

    private Response answer(HttpServerRequest request, Supplier<Response> answer) {
        return admission.admit(request, CallRates.Kind.OTHER, (leaf, call) -> answer.get());
    }

    private static ProblemException notThere() {
        return new ProblemException(
                EdgeProblem.NOT_FOUND, "ask for what the checkpoint needs; see C2SP tlog-tiles for the names");
    }
}
