// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.notenboom.registry.audit.LogFiles;
import io.notenboom.registry.audit.WebFiles;
import io.notenboom.registry.bootstrap.BootstrapStatus.State;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.scenario.TestNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageBootstrapTest {

    private static final BootstrapSettings SETTINGS = new BootstrapSettings(
            100, 4, Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofMillis(10), 10_000, 3);

    private static final TestNetwork NETWORK = new TestNetwork();
    private static final List<List<String>> STREAMS = List.of(
            SampleHistory.stream(NETWORK, "11111111", 400),
            SampleHistory.stream(NETWORK, "22222222", 400),
            SampleHistory.stream(NETWORK, "33333333", 400));
    private static final List<String> EVENTS = SampleHistory.inTurns(STREAMS);
    private static final List<EventLog> OPEN = new ArrayList<>();

    @TempDir
    static Path peers;

    private static EventLog inTurns;

    @TempDir
    Path folder;

    @BeforeAll
    static void peersHaveTheHistory() {
        inTurns = peer("a", EVENTS);
    }

    private static EventLog peer(String name, List<String> events) {
        EventLog log = BootstrapNode.open(peers.resolve(name));
        OPEN.add(log);
        var unused = BootstrapNode.write(NETWORK, log, events);
        return log;
    }

    @AfterAll
    static void close() {
        OPEN.forEach(EventLog::close);
    }

    private static BootstrapStatus run(BootstrapNode node, LogSource... sources) throws InterruptedException {
        return run(node, SETTINGS, sources);
    }

    private static BootstrapStatus run(BootstrapNode node, BootstrapSettings settings, LogSource... sources)
            throws InterruptedException {
        return new PageBootstrap(node.log, node.ingest, node.ingest, NETWORK.id(), settings).run(List.of(sources));
    }

    private static List<String> texts(EventLog log) {
        return log.read(0, Integer.MAX_VALUE).stream()
                .map(entry -> entry.compact())
                .toList();
    }

    /** Answers with another text of the same length at the end of a bundle. */
    private static byte[] spoiled(String path, byte[] file) {
        if (!path.startsWith("tile/entries")) {
            return file;
        }
        byte[] other = file.clone();
        other[other.length - 1] ^= 1;
        return other;
    }

    @Test
    void onePeerIsEnough() throws Exception {
        PeerLog peer = new PeerLog("a", inTurns);
        try (BootstrapNode node = new BootstrapNode(NETWORK, folder)) {
            BootstrapStatus status = run(node, peer.source());
            assertThat(status.state()).isEqualTo(State.DONE);
            assertThat(status.counts()).isEqualTo(new BootstrapStatus.Counts(1_200, 0, 0, Map.of()));
            assertThat(status.position()).isEqualTo(status.size()).isEqualTo(1_200);
            assertThat(texts(node.log)).isEqualTo(EVENTS);
            assertThat(node.log.head()).isEqualTo(inTurns.head());
            assertThat(node.ingest.heads()).hasSize(3);
            assertThat(peer.strikes).isEmpty();
        }
    }

    @Test
    void peersThatHaveTheSameShareTheWork() throws Exception {
        PeerLog one = new PeerLog("a", inTurns);
        PeerLog two = new PeerLog("b", inTurns);
        PeerLog three = new PeerLog("c", inTurns);
        try (BootstrapNode node = new BootstrapNode(NETWORK, folder)) {
            BootstrapStatus status = run(node, one.source(), two.source(), three.source());
            assertThat(texts(node.log)).isEqualTo(EVENTS);
            assertThat(List.of(one.bundles(), two.bundles(), three.bundles())).allMatch(pages -> pages >= 1);
            assertThat(one.bundles() + two.bundles() + three.bundles()).isEqualTo(5);
            assertThat(status.sources())
                    .extracting(BootstrapStatus.Source::pages)
                    .doesNotContain(0L);
        }
    }

    /** The peers hold the same events at other places: a page of the list is put together from theirs. */
    @Test
    void aPeerWhoseLogIsShiftedServesPagesOfTheList() throws Exception {
        List<String> before = SampleHistory.stream(NETWORK, "44444444", 100);
        List<String> shifted = new ArrayList<>(before);
        shifted.addAll(EVENTS);
        PeerLog other = new PeerLog("shifted", peer("shifted", shifted));
        PeerLog list = new PeerLog(
                "a",
                peer(
                        "longer",
                        SampleHistory.inARow(List.of(EVENTS, before, STREAMS.get(0))).stream()
                                .distinct()
                                .toList()));
        list.with((path, file) -> {
            if (path.startsWith("tile/entries/000") || path.startsWith("tile/entries/001")) {
                throw new IOException("the disk of the peer is damaged here");
            }
            return file;
        });
        try (BootstrapNode node = new BootstrapNode(NETWORK, folder)) {
            BootstrapStatus status = run(node, list.source(), other.source());
            assertThat(status.state()).isEqualTo(State.DONE);
            assertThat(status.counts().accepted()).isEqualTo(1_300);
            assertThat(node.log.size()).isEqualTo(1_300);
        }
    }

    /** Three peers behind HTTP: one changes what it serves, one answers no page, the third one has to do. */
    @Test
    void aLiarAndAStallerBehindHttpCostTimeOnly() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        PeerLog honest = new PeerLog("honest", inTurns);
        PeerLog liar = new PeerLog("liar", inTurns).with(PageBootstrapTest::spoiled);
        PeerLog staller = new PeerLog("staller", inTurns).with((path, file) -> {
            if (path.startsWith("tile/entries")) {
                awaitEnd(over);
            }
            return file;
        });
        try (Web web = new Web();
                HttpClient client = HttpClient.newHttpClient();
                BootstrapNode node = new BootstrapNode(NETWORK, folder)) {
            BootstrapStatus status = run(
                    node,
                    honest.source(web.serve("honest", honest, client)),
                    liar.source(web.serve("liar", liar, client)),
                    staller.source(web.serve("staller", staller, client)));
            assertThat(status.state()).isEqualTo(State.DONE);
            assertThat(texts(node.log)).isEqualTo(EVENTS);
            assertThat(liar.strikes).containsExactly("its entries are not those of the checkpoint that it signed");
            assertThat(honest.strikes).isEmpty();
            assertThat(staller.strikes).isEmpty();
            assertThat(status.sources())
                    .anySatisfy(source -> {
                        assertThat(source.peer()).isEqualTo("liar");
                        assertThat(source.lied()).isTrue();
                    })
                    .anySatisfy(source -> {
                        assertThat(source.peer()).isEqualTo("staller");
                        assertThat(source.failures()).isPositive();
                    });
        } finally {
            over.countDown();
        }
    }

    private static void awaitEnd(CountDownLatch over) throws IOException {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new IOException("stopped", e);
        }
    }

    /** Logs behind HTTP on this machine. */
    private static final class Web implements AutoCloseable {

        private final HttpServer server;
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        Web() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.start();
        }

        LogFiles serve(String name, LogFiles files, HttpClient client) {
            String prefix = "/" + name + "/";
            server.createContext(prefix, exchange -> {
                Optional<byte[]> file =
                        files.read(exchange.getRequestURI().getPath().substring(prefix.length()));
                exchange.sendResponseHeaders(
                        file.isPresent() ? 200 : 404,
                        file.map(bytes -> (long) bytes.length).orElse(-1L));
                try (var body = exchange.getResponseBody()) {
                    if (file.isPresent()) {
                        body.write(file.get());
                    }
                }
            });
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + prefix);
            return new WebFiles(client, uri, Duration.ofSeconds(20));
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    @Test
    void whatOnePeerDoesNotServeAnymoreTheNextOneDoes() throws Exception {
        PeerLog broken = new PeerLog("broken", inTurns).with((path, file) -> {
            if (path.startsWith("tile/entries/00") && !path.startsWith("tile/entries/000")) {
                throw new IOException("gone");
            }
            return file;
        });
        PeerLog other = new PeerLog("other", peer("in a row", SampleHistory.inARow(STREAMS)));
        try (BootstrapNode node = new BootstrapNode(NETWORK, folder)) {
            BootstrapStatus status = run(node, broken.source(), other.source());
            assertThat(status.state()).isEqualTo(State.DONE);
            assertThat(status.list()).isEqualTo("other");
            assertThat(texts(node.log)).containsExactlyInAnyOrderElementsOf(EVENTS);
            assertThat(node.log.size()).isEqualTo(1_200);
        }
    }

    @Test
    void anEventThatIsNotValidIsCountedAndNeverStored() throws Exception {
        List<String> forged = new ArrayList<>(EVENTS);
        int place = EVENTS.indexOf(STREAMS.get(1).get(300));
        forged.set(place, TestForgery.otherSignature(forged.get(place)));
        PeerLog peer = new PeerLog("forger", peer("forger", forged));
        try (BootstrapNode node = new BootstrapNode(NETWORK, folder)) {
            BootstrapStatus status = run(node, peer.source());
            assertThat(status.state()).isEqualTo(State.DONE);
            assertThat(status.counts())
                    .isEqualTo(new BootstrapStatus.Counts(1_100, 0, 99, Map.of("signature-invalid", 1L)));
            assertThat(peer.strikes).containsExactly("it signed for an event that is not valid");
            assertThat(texts(node.log)).doesNotContain(forged.get(place)).hasSize(1_100);
        }
    }

    @Test
    void aLogWithTooManyInvalidEventsIsLeft() throws Exception {
        List<String> forged = new ArrayList<>(EVENTS);
        for (int i = 0; i < 5; i++) {
            forged.set(i, TestForgery.otherSignature(EVENTS.get(i)));
        }
        PeerLog forger = new PeerLog("forger", peer("many", forged));
        try (BootstrapNode node = new BootstrapNode(NETWORK, folder)) {
            BootstrapStatus status = run(
                    node,
                    new BootstrapSettings(
                            100, 1, Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofMillis(10), 10_000, 1),
                    forger.source());
            assertThat(status.state()).isEqualTo(State.GIVEN_UP);
            assertThat(status.counts().refused().get("signature-invalid")).isPositive();
        }
    }

    @Test
    void aFewEventsAreLeftToGossip() throws Exception {
        PeerLog peer = new PeerLog("a", inTurns);
        try (BootstrapNode node = new BootstrapNode(NETWORK, folder)) {
            node.accept(EVENTS.subList(0, 1_100));
            assertThat(run(node, peer.source()).state()).isEqualTo(State.NOT_NEEDED);
            assertThat(peer.bundles()).isZero();
            assertThat(run(node).state()).isEqualTo(State.NOT_NEEDED);
        }
    }

    @Test
    void peersThatDoNotServeTheLogTheySignedAreStruck() throws Exception {
        PeerLog otherKey = new PeerLog("other key", inTurns)
                .with((path, file) -> path.equals("key")
                        ? OPEN.getLast().publication().key().orElseThrow().getBytes(StandardCharsets.UTF_8)
                        : file);
        var unused = peer("other key", EVENTS.subList(0, 300));
        PeerLog shortTile = new PeerLog("short tile", inTurns)
                .with((path, file) -> path.startsWith("tile/1") ? Arrays.copyOf(file, 32) : file);
        PeerLog otherTile = new PeerLog("other tile", inTurns).with((path, file) -> {
            byte[] other = file.clone();
            if (path.startsWith("tile/1")) {
                other[0] ^= 1;
            }
            return other;
        });
        PeerLog huge = new PeerLog("huge", inTurns)
                .with((path, file) -> path.startsWith("tile/entries") ? new byte[8 * 1024 * 1024] : file);
        TestNetwork elsewhere = new TestNetwork();
        EventLog foreign = BootstrapNode.open(peers.resolve("foreign"));
        OPEN.add(foreign);
        var published = BootstrapNode.write(elsewhere, foreign, SampleHistory.stream(elsewhere, "55555555", 300));
        PeerLog stranger = new PeerLog("stranger", foreign);
        PeerLog silent = new PeerLog("silent", inTurns).with((path, file) -> {
            throw new IOException("nobody there");
        });
        try (BootstrapNode node = new BootstrapNode(NETWORK, folder)) {
            BootstrapStatus status = run(
                    node,
                    otherKey.source(),
                    shortTile.source(),
                    otherTile.source(),
                    huge.source(),
                    stranger.source(),
                    silent.source());
            assertThat(status.state()).isEqualTo(State.GIVEN_UP);
            assertThat(node.log.size()).isZero();
        }
        assertThat(List.of(otherKey, shortTile, otherTile, huge, stranger))
                .allSatisfy(peer -> assertThat(peer.strikes).hasSize(1));
        assertThat(silent.strikes).isEmpty();
    }

    /** The process dies at each of its reads; the next one goes on with what lacks, in the same order. */
    @Test
    void goesOnAfterItDiedAtAnyRead() throws Exception {
        PeerLog counted = new PeerLog("a", inTurns);
        try (BootstrapNode node = new BootstrapNode(NETWORK, folder.resolve("whole"))) {
            var unused = run(node, counted.source());
        }
        BootstrapSettings quick = new BootstrapSettings(
                100, 1, Duration.ofSeconds(10), Duration.ofMillis(1), Duration.ofMillis(1), 10_000, 3);
        for (int last = 0; last < counted.asked.size(); last++) {
            Path here = folder.resolve("died" + last);
            AtomicInteger left = new AtomicInteger(last);
            PeerLog dying = new PeerLog("a", inTurns).with((path, file) -> {
                if (left.getAndDecrement() <= 0) {
                    throw new IOException("the process died");
                }
                return file;
            });
            long before;
            try (BootstrapNode node = new BootstrapNode(NETWORK, here)) {
                assertThat(run(node, quick, dying.source()).state()).isNotEqualTo(State.DONE);
                before = node.log.size();
            }
            PeerLog healthy = new PeerLog("a", inTurns);
            try (BootstrapNode node = new BootstrapNode(NETWORK, here)) {
                assertThat(node.log.size()).isEqualTo(before);
                assertThat(run(node, quick, healthy.source()).state()).isEqualTo(State.DONE);
                assertThat(node.log.head()).as("died at read %d", last).isEqualTo(inTurns.head());
                assertThat(healthy.bundles()).isEqualTo((1_200 - before + 255) / 256);
            }
        }
    }

    /** The process dies at each of its writes, before and after it took effect. */
    @Test
    void goesOnAfterItDiedAtAnyWrite() throws Exception {
        for (int write = 0; write < 5; write++) {
            for (boolean after : List.of(false, true)) {
                Path here = folder.resolve("write" + write + after);
                int appends = write;
                try (BootstrapNode node =
                        new BootstrapNode(NETWORK, here, Optional.empty(), log -> new DyingLog(log, appends, after))) {
                    LogSource source = new PeerLog("a", inTurns).source();
                    assertThatThrownBy(() -> run(node, source)).isInstanceOf(LogFailureException.class);
                }
                try (BootstrapNode node = new BootstrapNode(NETWORK, here)) {
                    assertThat(node.log.size()).isEqualTo(Math.min(1_200, 256L * (write + (after ? 1 : 0))));
                    State expected = after && write == 4 ? State.NOT_NEEDED : State.DONE;
                    assertThat(run(node, new PeerLog("a", inTurns).source()).state())
                            .isEqualTo(expected);
                    assertThat(node.log.head()).isEqualTo(inTurns.head());
                }
            }
        }
    }
}
