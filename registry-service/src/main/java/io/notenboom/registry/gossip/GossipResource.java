// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.gossip.node.PeerAnswers;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.GossipCodec;
import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.gossip.transport.PackedBody;
import io.notenboom.gossip.trie.TriePageFormat;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
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
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What peers ask of this node, on the peer listener only. Every call is authenticated by the certificate that the caller
 * showed in TLS, which has to lead through a node CA to the Foundation: 403 otherwise. 429 asks to come back later. Bodies of
 * both sides may be packed with gzip.
 */
@Path("/gossip/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class GossipResource {

    private static final String BY_CERTIFICATE = "peers are authenticated by their node certificate";
    private static final String GZIP = "gzip";

    private final RegistryGossip gossip;
    private final PeerAdmission admission;

    GossipResource(RegistryGossip gossip, PeerAdmission admission) {
        this.gossip = gossip;
        this.admission = admission;
    }

    /** Reads a question from a request; what it takes is added to the call. */
    @FunctionalInterface
    private interface Question<Q> {
        Q read(CallRates.Ongoing call);
    }

    /** Answers a question that was read from a request; {@code leaf} is the caller's certificate. */
    @FunctionalInterface
    private interface Answerer<Q> {
        byte[] answer(PeerAnswers answers, Q question, X509Certificate leaf);
    }

    /** This node's head, a compact JWS. */
    @GET
    @Path("/head")
    @Produces("application/jose")
    @NoScopeNeeded(BY_CERTIFICATE)
    public Response head(@Context HttpServerRequest request) {
        return answer(request, CallRates.Kind.OTHER, call -> "", (answers, question, leaf) -> answers.head()
                .compact()
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** The caller's head and hints for this node's. */
    @POST
    @Path("/sync")
    @NoScopeNeeded(BY_CERTIFICATE)
    public Response sync(@Context HttpServerRequest request, InputStream body) {
        return answer(
                request,
                CallRates.Kind.SYNC,
                call -> GossipCodec.readSyncRequest(bytes(request, body, call)),
                (answers, sync, leaf) -> GossipCodec.write(answers.sync(sync, leaf)));
    }

    /** Pages of the trie with a root; 410 when that is no longer kept. {@code root} as prefix is the whole trie. */
    @GET
    @Path("/trie/{prefixes}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @NoScopeNeeded(BY_CERTIFICATE)
    public Response trie(
            @Context HttpServerRequest request,
            @PathParam("prefixes") String prefixes,
            @QueryParam("root") @Nullable String root) {
        return answer(request, CallRates.Kind.WALK, call -> prefixes(prefixes), (answers, wanted, leaf) -> answers.trie(
                        wanted, digest(root))
                .map(TriePageFormat::write)
                .orElseThrow(
                        () -> new ProblemException(GossipProblem.ROOT_EXPIRED, "sync and walk under the new root")));
    }

    /** Where this node stands in a stream. */
    @GET
    @Path("/streams/{sid}/head")
    @NoScopeNeeded(BY_CERTIFICATE)
    public Response streamHead(@Context HttpServerRequest request, @PathParam("sid") String sid) {
        return answer(
                request,
                CallRates.Kind.OTHER,
                call -> digest(sid),
                (answers, stream, leaf) -> GossipCodec.writeStreamHead(answers.streamHead(stream)));
    }

    /** Events of a stream, in order. */
    @GET
    @Path("/streams/{sid}/events")
    @NoScopeNeeded(BY_CERTIFICATE)
    public Response events(
            @Context HttpServerRequest request,
            @PathParam("sid") String sid,
            @QueryParam("from") long from,
            @QueryParam("limit") @Nullable Integer limit) {
        int most = limit == null ? GossipLimits.MAX_SUFFIX_EVENTS : limit;
        return answer(
                request,
                CallRates.Kind.OTHER,
                call -> digest(sid),
                (answers, stream, leaf) -> GossipCodec.write(answers.events(stream, Math.max(0, from), most)));
    }

    /** Takes pushed events; a verdict for each. What is called accepted is durable. */
    @POST
    @Path("/events")
    @NoScopeNeeded(BY_CERTIFICATE)
    public Response push(@Context HttpServerRequest request, InputStream body) {
        return answer(
                request,
                CallRates.Kind.OTHER,
                call -> GossipCodec.readPushBatch(bytes(request, body, call)),
                (answers, batch, leaf) -> GossipCodec.write(answers.push(batch)));
    }

    /** Proofs of forks, from a number on. */
    @GET
    @Path("/forks")
    @NoScopeNeeded(BY_CERTIFICATE)
    public Response forks(@Context HttpServerRequest request, @QueryParam("from") int from) {
        return answer(
                request,
                CallRates.Kind.OTHER,
                call -> from,
                (answers, first, leaf) -> GossipCodec.write(answers.forks(first)));
    }

    private <Q> Response answer(
            HttpServerRequest request, CallRates.Kind kind, Question<Q> question, Answerer<Q> answerer) {
        PeerAnswers answers = gossip.answers().orElseThrow(GossipResource::notReady);
        return admission.admit(
                request, kind, (leaf, call) -> packed(request, answerer.answer(answers, question.read(call), leaf)));
    }

    private static Response packed(HttpServerRequest request, byte[] body) {
        boolean welcome = String.valueOf(request.getHeader("Accept-Encoding")).contains(GZIP);
        Optional<byte[]> packed = welcome ? PackedBody.pack(body) : Optional.empty();
        return packed.map(bytes -> Response.ok(bytes).header("Content-Encoding", GZIP))
                .orElseGet(() -> Response.ok(body))
                .build();
    }

    private static ProblemException notReady() {
        return new ProblemException(EdgeProblem.UNAVAILABLE, "this node has no identity certificate yet");
    }

    private static Digest digest(@Nullable String text) {
        try {
            return new Digest(text == null ? "" : text);
        } catch (IllegalArgumentException malformed) {
            throw new MalformedMessageException("a hash or id is malformed");
        }
    }

    private static List<String> prefixes(String segment) {
        try {
            return TriePage.ofPath(segment);
        } catch (IllegalArgumentException malformed) {
            throw new MalformedMessageException("ask for prefixes of at most 64 lower-case hexadecimal digits");
        }
    }

    private static byte[] bytes(HttpServerRequest request, InputStream body, CallRates.Ongoing call) {
        try {
            byte[] bytes = body.readNBytes(GossipLimits.MAX_BODY_BYTES + 1);
            call.transferred(bytes.length);
            if (bytes.length > GossipLimits.MAX_BODY_BYTES) {
                throw new ProblemException(EdgeProblem.TOO_LARGE, "send at most 512 KiB");
            }
            return GZIP.equals(request.getHeader("Content-Encoding")) ? PackedBody.unpack(bytes) : bytes;
        } catch (IOException broken) {
            throw new ProblemException(EdgeProblem.INVALID_REQUEST, "the body ended early", broken);
        }
    }
}
