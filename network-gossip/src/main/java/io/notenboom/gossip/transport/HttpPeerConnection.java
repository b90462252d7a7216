// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.peer.PeerFailure;
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
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.SyncReply;
import io.notenboom.gossip.protocol.SyncRequest;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.gossip.reconcile.Answer;
import io.notenboom.gossip.trie.TriePageFormat;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Calls peers over HTTP/2 or HTTP/1.1 with TLS 1.2 or later and certificates on both sides. Redirects are not followed,
 * bodies over {@link GossipLimits#MAX_BODY_BYTES} are not read, gzip is unpacked within {@link PackedBody}'s limits.
 */
public final class HttpPeerConnection implements PeerConnection, AutoCloseable {

    private static final Set<Integer> BUSY = Set.of(429, 503);
    private static final int GONE = 410;
    private static final int NOT_FOUND = 404;
    private static final String LOG = "/log/v1/";
    private static final String TRIE = "/gossip/v1/trie/";

    private final PeerClients clients;
    private final PeerHosts hosts;
    private final NodeHeadVerifier verifier;
    private final Duration timeout;
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    /** An answer with status 200, or with 410 or 404 where that is an answer, unpacked, and who gave it. */
    private static final class Reply {

        private final int status;
        private final byte[] body;
        private final X509Certificate peer;

        private Reply(int status, byte[] body, X509Certificate peer) {
            this.status = status;
            this.body = body;
            this.peer = peer;
        }
    }

    /**
     * Makes one.
     *
     * @param tls makes a context with this node's key manager and a {@link PeerTrustManager}, one for each peer
     * @param hosts which hosts may be called
     * @param verifier verifies heads of peers
     * @param timeout time for a whole call
     */
    public HttpPeerConnection(Supplier<SSLContext> tls, PeerHosts hosts, NodeHeadVerifier verifier, Duration timeout) {
        this.clients = new PeerClients(tls, timeout);
        this.hosts = hosts;
        this.verifier = verifier;
        this.timeout = timeout;
    }

    @Override
    public NodeHead head(KnownPeer peer) {
        return withFreshKey(peer, () -> {
            Reply reply = call(peer, "/gossip/v1/head", null);
            String compact = new String(reply.body, StandardCharsets.US_ASCII);
            return verifier.verify(signedHead(compact), reply.peer.getPublicKey());
        });
    }

    @Override
    public Answer.Synced sync(KnownPeer peer, SyncRequest request) {
        byte[] body = GossipCodec.write(request);
        return withFreshKey(peer, () -> {
            Reply reply = call(peer, "/gossip/v1/sync", body);
            SyncReply told = GossipCodec.readSyncReply(reply.body);
            return new Answer.Synced(verifier.verify(told.head(), reply.peer.getPublicKey()), told.hints());
        });
    }

    /**
     * A file of the log that a peer publishes.
     *
     * @param path below {@code /log/v1/}
     * @param mostBytes more are not read
     * @return empty if the peer has none
     */
    public Optional<byte[]> logFile(KnownPeer peer, String path, int mostBytes) {
        Reply reply = call(peer, LOG + path, null, mostBytes);
        return reply.status == NOT_FOUND ? Optional.empty() : Optional.of(reply.body);
    }

    /** A peer that renewed its certificate signs with the new key; on a connection from before that shows the old one. */
    private <T> T withFreshKey(KnownPeer peer, Supplier<T> call) {
        try {
            return call.get();
        } catch (MalformedMessageException perhapsRenewed) {
            clients.close(peer.address());
            return understood(call);
        }
    }

    @Override
    public Optional<List<TriePage>> trie(KnownPeer peer, List<String> prefixes, Digest root) {
        Reply reply = call(peer, TRIE + TriePage.pathOf(prefixes) + "?root=" + root, null);
        return reply.status == GONE
                ? Optional.empty()
                : Optional.of(understood(() -> TriePageFormat.read(reply.body, prefixes)));
    }

    @Override
    public Optional<StreamEntry> streamHead(KnownPeer peer, Digest sid) {
        Optional<StreamEntry> head =
                read(call(peer, "/gossip/v1/streams/" + sid + "/head", null), GossipCodec::readStreamHead);
        if (head.stream().anyMatch(entry -> !entry.sid().equals(sid))) {
            throw new PeerFailureException(PeerFailure.BROKEN, "the peer told the head of another stream");
        }
        return head;
    }

    @Override
    public EventSuffix events(KnownPeer peer, Digest sid, long from, int limit) {
        String path = "/gossip/v1/streams/" + sid + "/events?from=" + from + "&limit=" + limit;
        return read(call(peer, path, null), GossipCodec::readEventSuffix);
    }

    @Override
    public PushReply push(KnownPeer peer, PushBatch batch) {
        PushReply reply = read(call(peer, "/gossip/v1/events", GossipCodec.write(batch)), GossipCodec::readPushReply);
        if (reply.verdicts().size() != batch.events().size()) {
            throw new PeerFailureException(PeerFailure.BROKEN, "a push brings one verdict for each event");
        }
        return reply;
    }

    /**
     * Closes the connections of the peers whose certificates are refused by now, those of no others.
     *
     * @param refused decides about the chain that a peer showed
     */
    public List<PeerAddress> closeIf(Predicate<List<X509Certificate>> refused) {
        return clients.closeIf(refused);
    }

    /** Bytes of bodies since the connection was made. */
    public Traffic traffic() {
        return new Traffic(sent.sum(), received.sum());
    }

    private HttpRequest request(KnownPeer peer, String path, byte @Nullable [] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(peer.address() + path))
                .timeout(timeout)
                .header("Accept-Encoding", "gzip");
        if (body == null) {
            return request.GET().build();
        }
        Optional<byte[]> packed = PackedBody.pack(body);
        packed.ifPresent(bytes -> request.header("Content-Encoding", "gzip"));
        byte[] bytes = packed.orElse(body);
        sent.add(bytes.length);
        return request.header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
    }

    private Reply call(KnownPeer peer, String path, byte @Nullable [] body) {
        return call(peer, path, body, GossipLimits.MAX_BODY_BYTES);
    }

    private Reply call(KnownPeer peer, String path, byte @Nullable [] body, int mostBytes) {
        hosts.requireAllowed(peer);
        PeerClients.PeerClient client = clients.of(peer.address());
        HttpResponse<byte[]> response = send(client, request(peer, path, body), mostBytes);
        received.add(response.body().length);
        List<X509Certificate> chain = chain(response);
        client.shown(chain);
        int status = response.statusCode();
        if (BUSY.contains(status)) {
            throw new PeerFailureException(
                    PeerFailure.BUSY, "the peer asks to come back later", RetryAfter.of(response.headers()));
        }
        boolean none = (status == GONE && path.startsWith(TRIE)) || (status == NOT_FOUND && path.startsWith(LOG));
        if (status != 200 && !none) {
            throw new PeerFailureException(PeerFailure.UNREACHABLE, "the peer answered with status " + status);
        }
        boolean packed =
                response.headers().firstValue("Content-Encoding").stream().anyMatch("gzip"::equals);
        byte[] unpacked = packed ? understood(() -> PackedBody.unpack(response.body())) : response.body();
        return new Reply(status, unpacked, chain.getFirst());
    }

    private HttpResponse<byte[]> send(PeerClients.PeerClient client, HttpRequest request, int mostBytes) {
        try {
            if (!client.begin(timeout)) {
                throw new PeerFailureException(PeerFailure.UNREACHABLE, "the peer has not answered the calls before");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new PeerFailureException(PeerFailure.UNREACHABLE, "this node is stopping");
        }
        try {
            return answered(client, request, mostBytes);
        } finally {
            client.end();
        }
    }

    private HttpResponse<byte[]> answered(PeerClients.PeerClient client, HttpRequest request, int mostBytes) {
        CompletableFuture<HttpResponse<byte[]>> pending = client.http()
                .sendAsync(
                        request,
                        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), mostBytes));
        try {
            return pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            pending.cancel(true);
            throw new PeerFailureException(
                    PeerFailure.UNREACHABLE,
                    "the peer could not be reached, did not prove that it is a node of this network, or did not"
                            + " answer");
        } catch (InterruptedException stopped) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new PeerFailureException(PeerFailure.UNREACHABLE, "this node is stopping");
        }
    }

    private static <T> T read(Reply reply, Function<byte[], T> reader) {
        return understood(() -> reader.apply(reply.body));
    }

    private static <T> T understood(Supplier<T> read) {
        try {
            return read.get();
        } catch (MalformedMessageException broken) {
            throw new PeerFailureException(PeerFailure.BROKEN, "the answer of the peer breaks the protocol");
        }
    }

    private static SignedNodeHead signedHead(String compact) {
        if (compact.length() > GossipLimits.MAX_HEAD_CHARACTERS) {
            throw new MalformedMessageException("the node head is too long");
        }
        return new SignedNodeHead(compact);
    }

    private static List<X509Certificate> chain(HttpResponse<byte[]> response) {
        try {
            return Arrays.stream(response.sslSession()
                            .orElseThrow(() -> new SSLPeerUnverifiedException("the connection has no TLS"))
                            .getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException unverified) {
            throw new PeerFailureException(PeerFailure.BROKEN, "the peer has not shown a certificate");
        }
    }

    /** Closes all connections; calls that are under way fail. */
    @Override
    public void close() {
        clients.close();
    }
}
