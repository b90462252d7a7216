// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.gossip.node.PeerAnswers;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.GossipCodec;
import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.kit.listener.PeerCertificates;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.x509.Fingerprints;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What peers ask of this node, on the peer listener only. Every call is authenticated by the certificate that the caller
 * showed in TLS, which has to lead through a node CA to the Foundation: 403 otherwise. 429 asks to come back later.
 */
@Path("/gossip/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class GossipResource {

    private static final String BY_CERTIFICATE = "peers are authenticated by their node certificate";

    private final RegistryGossip gossip;
    private final CallRates rates;

    GossipResource(RegistryGossip gossip, CallRates rates) {
        this.gossip = gossip;
        this.rates = rates;
    }

    /** This node's head, a compact JWS. */
    @GET
    @Path("/head")
    @Produces("application/jose")
    @NoScopeNeeded(BY_CERTIFICATE)
    public String head(@Context HttpServerRequest request) {
        return answer(request, CallRates.Kind.OTHER, (answers, caller) -> answers.head()
                .compact());
    }

    /** The caller's head and hints for this node's. */
    @POST
    @Path("/sync")
    @NoScopeNeeded(BY_CERTIFICATE)
    public byte[] sync(@Context HttpServerRequest request, InputStream body) {
        return answer(
                request,
                CallRates.Kind.SYNC,
                (answers, caller) -> GossipCodec.write(answers.sync(GossipCodec.readSyncRequest(bytes(body)), caller)));
    }

    /** A page of the trie with a root; 410 when that is no longer kept. {@code root} as prefix is the whole trie. */
    @GET
    @Path("/trie/{prefix}")
    @NoScopeNeeded(BY_CERTIFICATE)
    public byte[] trie(
            @Context HttpServerRequest request,
            @PathParam("prefix") String prefix,
            @QueryParam("root") @Nullable String root) {
        return answer(
                request, CallRates.Kind.OTHER, (answers, caller) -> answers.trie(TriePage.ofPath(prefix), digest(root))
                        .map(GossipCodec::write)
                        .orElseThrow(() ->
                                new ProblemException(GossipProblem.ROOT_EXPIRED, "sync and walk under the new root")));
    }

    /** Events of a stream, in order. */
    @GET
    @Path("/streams/{sid}/events")
    @NoScopeNeeded(BY_CERTIFICATE)
    public byte[] events(
            @Context HttpServerRequest request,
            @PathParam("sid") String sid,
            @QueryParam("from") long from,
            @QueryParam("limit") @Nullable Integer limit) {
        int most = limit == null ? GossipLimits.MAX_SUFFIX_EVENTS : limit;
        return answer(
                request,
                CallRates.Kind.OTHER,
                (answers, caller) -> GossipCodec.write(answers.events(digest(sid), from, most)));
    }

    /** Takes pushed events; a verdict for each. What is called accepted is durable. */
    @POST
    @Path("/events")
    @NoScopeNeeded(BY_CERTIFICATE)
    public byte[] push(@Context HttpServerRequest request, InputStream body) {
        return answer(
                request,
                CallRates.Kind.OTHER,
                (answers, caller) -> GossipCodec.write(answers.push(GossipCodec.readPushBatch(bytes(body)))));
    }

    /** Proofs of forks. */
    @GET
    @Path("/forks")
    @NoScopeNeeded(BY_CERTIFICATE)
    public byte[] forks(@Context HttpServerRequest request) {
        return answer(request, CallRates.Kind.OTHER, (answers, caller) -> GossipCodec.writeForks(answers.forks()));
    }

    private <T> T answer(
            HttpServerRequest request, CallRates.Kind kind, BiFunction<PeerAnswers, X509Certificate, T> answer) {
        X509Certificate caller = authenticated(request);
        String name = Fingerprints.x5tS256(caller);
        if (!rates.permits(name, kind)) {
            throw new ProblemException(GossipProblem.TOO_MANY_CALLS, "come back in some seconds");
        }
        try {
            return answer.apply(gossip.answers().orElseThrow(GossipResource::notReady), caller);
        } catch (MalformedMessageException | IllegalArgumentException malformed) {
            rates.strike(name);
            throw new ProblemException(GossipProblem.MALFORMED_MESSAGE, "see the description of the protocol");
        }
    }

    private X509Certificate authenticated(HttpServerRequest request) {
        List<X509Certificate> chain = PeerCertificates.of(request);
        try {
            return gossip.trust()
                    .orElseThrow(GossipResource::notReady)
                    .requireNode(chain)
                    .leaf();
        } catch (CertificateException refused) {
            throw new ProblemException(
                    GossipProblem.NOT_A_NODE, "show a node identity certificate of this network's Foundation");
        }
    }

    private static ProblemException notReady() {
        return new ProblemException(EdgeProblem.UNAVAILABLE, "this node has no identity certificate yet");
    }

    private static Digest digest(@Nullable String text) {
        return new Digest(text == null ? "" : text);
    }

    private static byte[] bytes(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(GossipLimits.MAX_BODY_BYTES + 1);
            if (bytes.length > GossipLimits.MAX_BODY_BYTES) {
                throw new ProblemException(EdgeProblem.TOO_LARGE, "send at most 512 KiB");
            }
            return bytes;
        } catch (IOException broken) {
            throw new ProblemException(EdgeProblem.INVALID_REQUEST, "the body ended early", broken);
        }
    }
}
