// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.notenboom.gossip.node.GossipNode;
import io.notenboom.gossip.node.OwnHead;
import io.notenboom.gossip.node.OwnIdentity;
import io.notenboom.gossip.node.Pace;
import io.notenboom.gossip.node.PeerStatus;
import io.notenboom.gossip.node.ReplicatedLog;
import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.peer.PeerList;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.ForkProof;
import io.notenboom.gossip.protocol.GossipCodec;
import io.notenboom.gossip.protocol.NodeHeadSigner;
import io.notenboom.gossip.protocol.NodeHeadVerifier;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.gossip.reconcile.GossipSettings;
import io.notenboom.gossip.simulation.SimulatedStreams;
import io.notenboom.gossip.transport.HttpPeerConnection;
import io.notenboom.gossip.transport.PackedBody;
import io.notenboom.gossip.transport.PeerHosts;
import io.notenboom.gossip.trie.TriePageFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/** A node with a listener of its own on localhost, over a log in memory. */
public final class TestNode implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SimulatedStreams streams = new SimulatedStreams(InstantSource.system());
    private final Object changes = new Object();
    private final HttpsServer server;
    private final HttpPeerConnection connection;
    private final String name;
    private final Digest network;
    private final TestFoundation foundation;
    private List<PeerAddress> peers = List.of();
    private volatile GossipNode node;

    public TestNode(String name, Digest network, TestFoundation foundation) {
        this.name = name;
        this.network = network;
        this.foundation = foundation;
        this.connection = new HttpPeerConnection(
                () -> foundation.tls(name),
                PeerHosts.development(InetAddress::isLoopbackAddress),
                new NodeHeadVerifier(network),
                Duration.ofSeconds(5));
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(foundation.tls(name)) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                tls.setNeedClientAuth(true);
                parameters.setSSLParameters(tls);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/gossip/v1/", this::serve);
    }

    public String address() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    public GossipNode node() {
        return node;
    }

    public void start(List<String> bootstrap) {
        prepare(bootstrap);
        node.start();
        server.start();
    }

    /** Makes the node without letting it talk. */
    public void prepare(List<String> bootstrap) {
        peers = bootstrap.stream().map(PeerAddress::new).toList();
        GossipSettings fast = new GossipSettings(
                8,
                3,
                Duration.ofMillis(10),
                Duration.ofMillis(200),
                Duration.ofMillis(500),
                0.2,
                Duration.ofSeconds(5));
        node = new GossipNode(
                new OwnIdentity(
                        name,
                        network,
                        new NodeHeadSigner(
                                TestFoundation.signer(foundation.node(name).keys()))),
                new Log(),
                () -> PeerList.of(peers.stream()
                        .map(peer -> new KnownPeer(peer, null, true))
                        .toList()),
                connection,
                new Pace(fast, InstantSource.system(), new Random(1)));
    }

    public void commit(List<String> events) {
        accept(events);
    }

    private List<Verdict> accept(List<String> events) {
        List<Verdict> verdicts = streams.offer(events);
        GossipNode running = node;
        if (running != null) {
            running.committed(streams.heads());
        }
        synchronized (changes) {
            changes.notifyAll();
        }
        return verdicts;
    }

    public void awaitEvents(long events) throws InterruptedException {
        await(() -> node.convergence().events() == events);
    }

    public void awaitEqualPeer() throws InterruptedException {
        await(() -> node.convergence().peers().stream().anyMatch(PeerStatus::equal));
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (changes) {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("did not happen within " + PATIENCE);
                }
                changes.wait(20);
            }
        }
    }

    private final class Log implements ReplicatedLog {

        @Override
        public OwnHead.LogState state() {
            return new OwnHead.LogState(streams.heads().size(), Digest.sha256(new byte[] {0}), "1");
        }

        @Override
        public List<StreamEntry> heads() {
            return streams.heads();
        }

        @Override
        public Optional<StreamEntry> head(Digest sid) {
            return streams.head(sid);
        }

        @Override
        public EventSuffix suffix(Digest sid, long from, int limit) {
            return streams.suffix(sid, from, limit);
        }

        @Override
        public List<Verdict> offer(List<String> events) {
            return accept(events);
        }

        @Override
        public List<ForkProof> forks() {
            return streams.forks();
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] received = exchange.getRequestBody().readAllBytes();
            boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            Optional<byte[]> answer = answer(exchange, packed ? PackedBody.unpack(received) : received);
            byte[] bytes = answer.orElse(new byte[0]);
            Optional<byte[]> smaller = PackedBody.pack(bytes);
            if (smaller.isPresent()) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                bytes = smaller.get();
            }
            exchange.sendResponseHeaders(answer.isPresent() ? 200 : 410, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Optional<byte[]> answer(HttpExchange exchange, byte[] body) throws IOException {
        String[] path = exchange.getRequestURI()
                .getPath()
                .substring("/gossip/v1/".length())
                .split("/");
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        return switch (path[0]) {
            case "head" -> Optional.of(node.answers().head().compact().getBytes(StandardCharsets.US_ASCII));
            case "sync" -> {
                SSLSession session = ((HttpsExchange) exchange).getSSLSession();
                X509Certificate caller = (X509Certificate) session.getPeerCertificates()[0];
                yield Optional.of(GossipCodec.write(node.answers().sync(GossipCodec.readSyncRequest(body), caller)));
            }
            case "trie" -> {
                Optional<List<TriePage>> pages =
                        node.answers().trie(TriePage.ofPath(path[1]), new Digest(query.substring(5)));
                yield pages.map(TriePageFormat::write);
            }
            case "streams" -> {
                if (path[2].equals("head")) {
                    yield Optional.of(GossipCodec.writeStreamHead(node.answers().streamHead(new Digest(path[1]))));
                }
                long from = Long.parseLong(query.replaceAll("from=([0-9]+)&.*", "$1"));
                yield Optional.of(GossipCodec.write(node.answers().events(new Digest(path[1]), from, 256)));
            }
            case "events" -> Optional.of(GossipCodec.write(node.answers().push(GossipCodec.readPushBatch(body))));
            default -> Optional.empty();
        };
    }

    @Override
    public void close() {
        server.stop(0);
        GossipNode running = node;
        if (running != null) {
            running.close();
        }
        connection.close();
    }
}
