// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.kit.listener.PeerCertificates;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogPublication;
import io.notenboom.registry.tlog.TileName;
import io.notenboom.trust.x509.Fingerprints;
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
import java.security.cert.CertificateException;

/**
 * The log of this node for its peers, in the form of C2SP tlog-tiles. The same certificates as for gossip are asked for: 403
 * otherwise, and 429 asks to come back later.
 */
@Path("/log/v1")
@RunOnVirtualThread
public final class LogResource {

    private static final String BY_CERTIFICATE = "peers are authenticated by their node certificate";
    private static final String FOR_EVER = "max-age=31536000, immutable";

    private final RegistryGossip gossip;
    private final CallRates rates;
    private final LogPublication log;

    LogResource(RegistryGossip gossip, CallRates rates, EventLog log) {
        this.gossip = gossip;
        this.rates = rates;
        this.log = log.publication();
    }

    /** The checkpoint that was published last; 404 before the first one. */
    @GET
    @Path("/checkpoint")
    @NoScopeNeeded(BY_CERTIFICATE)
    public Response checkpoint(@Context HttpServerRequest request) {
        admit(request);
        return text(log.checkpoint().orElseThrow(LogResource::notThere));
    }

    /** The key of the checkpoints, in the text form of log tools. */
    @GET
    @Path("/key")
    @NoScopeNeeded(BY_CERTIFICATE)
    public Response key(@Context HttpServerRequest request) {
        admit(request);
        return text(log.key().orElseThrow(LogResource::notThere) + "\n");
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
        admit(request);
        ByteBuffer content = TileName.parse("tile/" + name).flatMap(log::tile).orElseThrow(LogResource::notThere);
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return Response.ok(bytes, MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .build();
    }

    private void admit(HttpServerRequest request) {
        try {
            String caller = Fingerprints.x5tS256(gossip.trust()
                    .orElseThrow(() ->
                            new ProblemException(EdgeProblem.UNAVAILABLE, "this node has no identity certificate yet"))
                    .requireNode(PeerCertificates.of(request))
                    .leaf());
            if (!rates.permits(caller, CallRates.Kind.OTHER)) {
                throw new ProblemException(GossipProblem.TOO_MANY_CALLS, "come back in some seconds");
            }
        } catch (CertificateException refused) {
            throw new ProblemException(
                    GossipProblem.NOT_A_NODE, "show a node identity certificate of this network's Foundation");
        }
    }

    private static ProblemException notThere() {
        return new ProblemException(
                EdgeProblem.NOT_FOUND, "ask for what the checkpoint needs; see C2SP tlog-tiles for the names");
    }
}
