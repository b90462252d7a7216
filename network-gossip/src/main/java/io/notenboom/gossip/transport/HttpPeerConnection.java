// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.GossipCodec;
import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.NodeHeadVerifier;
import io.notenboom.gossip.protocol.PushBatch;
import io.notenboom.gossip.protocol.PushReply;
import io.notenboom.gossip.protocol.SignedNodeHead;
import io.notenboom.gossip.protocol.SyncReply;
import io.notenboom.gossip.protocol.SyncRequest;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.gossip.reconcile.Answer;
import io.notenboom.gossip.reconcile.Input;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Calls peers over HTTP/2 or HTTP/1.1 with TLS 1.2 or later and certificates on both sides. Redirects are not followed and
 * bodies over {@link GossipLimits#MAX_BODY_BYTES} are not read.
 */
public final class HttpPeerConnection implements PeerConnection, AutoCloseable {

    private static final Set<Integer> BUSY = Set.of(429, 503);

    private final HttpClient client;
    private final PeerHosts hosts;
    private final NodeHeadVerifier verifier;
    private final Duration timeout;

    /**
     * Makes one.
     *
     * @param tls with this node's key manager and a {@link PeerTrustManager}
     * @param hosts which hosts may be called
     * @param verifier verifies heads of peers
     * @param timeout time for a whole call
     */
    public HttpPeerConnection(SSLContext tls, PeerHosts hosts, NodeHeadVerifier verifier, Duration timeout) {
        this.client = HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.hosts = hosts;
        this.verifier = verifier;
        this.timeout = timeout;
    }

    @Override
    public NodeHead head(KnownPeer peer) {
        HttpResponse<byte[]> response = call(peer, get(peer, "/gossip/v1/head"));
        String compact = new String(body(response), StandardCharsets.US_ASCII);
        return understood(() -> verifier.verify(signedHead(compact), peerKey(response)));
    }

    @Override
    public Answer.Synced sync(KnownPeer peer, SyncRequest request) {
        HttpResponse<byte[]> response = call(peer, post(peer, "/gossip/v1/sync", GossipCodec.write(request)));
        return understood(() -> {
            SyncReply reply = GossipCodec.readSyncReply(body(response));
            return new Answer.Synced(verifier.verify(reply.head(), peerKey(response)), reply.hints());
        });
    }

    @Override
    public Optional<TriePage> trie(KnownPeer peer, String prefix, Digest root) {
        HttpResponse<byte[]> response =
                call(peer, get(peer, "/gossip/v1/trie/" + TriePage.pathOf(prefix) + "?root=" + root));
        return response.statusCode() == 410 ? Optional.empty() : Optional.of(read(response, GossipCodec::readTriePage));
    }

    @Override
    public EventSuffix events(KnownPeer peer, Digest sid, long from, int limit) {
        String path = "/gossip/v1/streams/" + sid + "/events?from=" + from + "&limit=" + limit;
        return read(call(peer, get(peer, path)), GossipCodec::readEventSuffix);
    }

    @Override
    public PushReply push(KnownPeer peer, PushBatch batch) {
        PushReply reply =
                read(call(peer, post(peer, "/gossip/v1/events", GossipCodec.write(batch))), GossipCodec::readPushReply);
        if (reply.verdicts().size() != batch.events().size()) {
            throw new PeerFailureException(Input.Failure.BROKEN, "a push brings one verdict for each event");
        }
        return reply;
    }

    private HttpRequest get(KnownPeer peer, String path) {
        return request(peer, path).GET().build();
    }

    private HttpRequest post(KnownPeer peer, String path, byte[] body) {
        return request(peer, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private HttpRequest.Builder request(KnownPeer peer, String path) {
        return HttpRequest.newBuilder(URI.create(peer.address() + path)).timeout(timeout);
    }

    private HttpResponse<byte[]> call(KnownPeer peer, HttpRequest request) {
        hosts.requireAllowed(peer);
        CompletableFuture<HttpResponse<byte[]>> pending = client.sendAsync(
                request,
                HttpResponse.BodyHandlers.limiting(
                        HttpResponse.BodyHandlers.ofByteArray(), GossipLimits.MAX_BODY_BYTES));
        try {
            return pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            pending.cancel(true);
            throw new PeerFailureException(
                    Input.Failure.UNREACHABLE,
                    "the peer could not be reached, did not prove that it is a node of this network, or did not answer");
        } catch (InterruptedException stopped) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new PeerFailureException(Input.Failure.UNREACHABLE, "this node is stopping");
        }
    }

    private static <T> T read(HttpResponse<byte[]> response, Function<byte[], T> reader) {
        byte[] body = body(response);
        return understood(() -> reader.apply(body));
    }

    private static byte[] body(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 200) {
            return response.body();
        }
        if (BUSY.contains(status)) {
            throw new PeerFailureException(Input.Failure.BUSY, "the peer asks to come back later");
        }
        throw new PeerFailureException(Input.Failure.UNREACHABLE, "the peer answered with status " + status);
    }

    private static <T> T understood(Supplier<T> read) {
        try {
            return read.get();
        } catch (MalformedMessageException broken) {
            throw new PeerFailureException(Input.Failure.BROKEN, "the answer of the peer breaks the protocol");
        }
    }

    private static SignedNodeHead signedHead(String compact) {
        if (compact.length() > GossipLimits.MAX_HEAD_CHARACTERS) {
            throw new MalformedMessageException("the node head is too long");
        }
        return new SignedNodeHead(compact);
    }

    private static PublicKey peerKey(HttpResponse<byte[]> response) {
        try {
            return response.sslSession()
                    .orElseThrow(() -> new MalformedMessageException("the connection has no TLS"))
                    .getPeerCertificates()[0]
                    .getPublicKey();
        } catch (SSLPeerUnverifiedException unverified) {
            throw new MalformedMessageException("the peer has not shown a certificate");
        }
    }

    /** Closes all connections; calls that are under way fail. */
    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
