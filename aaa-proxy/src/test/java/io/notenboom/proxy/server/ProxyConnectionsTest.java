// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.proxy.server.ProxySettings.Connections;
import io.notenboom.proxy.server.ProxySettings.Limits;
import io.notenboom.testkit.http.DemandingSockets;
import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.LoopbackTls;
import io.notenboom.testkit.http.RawClient;
import io.notenboom.testkit.http.RecordingServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What connections of clients may do, and who is at their ends. */
@Timeout(60)
class ProxyConnectionsTest {

    private static final int IDLE = 300;

    @TempDir
    Path folder;

    private static Limits limits(Connections connections) {
        return new Limits(8, 16_384, 262_144, 1_000, 1_000, 120, 3_000, connections);
    }

    @Test
    void manyIdleConnectionsKeepNobodyOut() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(folder, limits(new Connections(12_000, 4_000, 60_000)))) {
            List<Socket> idle = connected(fixture);
            assertThat(fixture.meters.get("notenboom.proxy.connections").gauge().value())
                    .isEqualTo(IDLE);
            assertThat(fixture.client.send("GET", "/fhir/Patient/1").status()).isEqualTo(200);
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    /** As many at a time as there may be requests; returns when each has its answer. */
    private static List<Socket> connected(ProxyFixture fixture) throws InterruptedException {
        List<Callable<Socket>> clients = Collections.nCopies(IDLE, () -> exchange(fixture));
        try (ExecutorService threads = Executors.newFixedThreadPool(
                ProxyFixture.LIMITS.requests(), Thread.ofVirtual().factory())) {
            return threads.invokeAll(clients).stream().map(Future::resultNow).toList();
        }
    }

    @Test
    void aConnectionOverTheLimitIsClosedAndAPlaceThatIsFreeAgainIsGiven() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(folder, limits(new Connections(100, 2, 60_000)))) {
            try (Socket first = exchange(fixture);
                    Socket second = exchange(fixture);
                    Socket third = fixture.client.connect()) {
                assertThat(first.isConnected() && second.isConnected()).isTrue();
                assertThat(isClosed(third)).isTrue();
                assertThat(fixture.meters
                                .get("notenboom.proxy.connections.refused")
                                .functionCounter()
                                .count())
                        .isEqualTo(1);
            }
            int answered = 0;
            while (answered == 0) {
                answered = tried(fixture);
            }
            assertThat(answered).isEqualTo(200);
        }
    }

    /** Until the proxy has noticed that connections were closed, new ones are. */
    private static int tried(ProxyFixture fixture) {
        try {
            return fixture.client.send("GET", "/fhir/Patient/1").status();
        } catch (IOException closed) {
            return 0;
        }
    }

    private static Socket exchange(ProxyFixture fixture) throws IOException {
        Socket socket = fixture.client.connect();
        socket.getOutputStream()
                .write("GET /fhir/Patient/1 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        InputStream in = new BufferedInputStream(socket.getInputStream());
        assertThat(HttpMessage.readAnswer(in, false).status()).isEqualTo(200);
        return socket;
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void aClientThatSendsAByteNowAndThenIsNotWaitedFor() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(folder, limits(new Connections(100, 100, 700)));
                Socket slow = fixture.client.connect()) {
            var sender = Thread.ofVirtual().start(() -> {
                try {
                    while (!slow.isClosed()) {
                        slow.getOutputStream().write('G');
                        slow.getOutputStream().flush();
                        Thread.sleep(50);
                    }
                } catch (IOException | InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(isClosed(slow)).isTrue();
            sender.interrupt();
            assertThat(fixture.pdp.received()).isEmpty();
        }
    }

    @Test
    void thePdpIsToldTheCertificateThatTheClientHasTheKeyOf() throws Exception {
        LoopbackTls tls = LoopbackTls.create(folder, Instant.now());
        try (ProxyFixture fixture = new ProxyFixture(folder, limits(Connections.DEFAULT), tls, null)) {
            assertThat(fixture.client
                            .send("GET", "/fhir/Patient/1", "X-Client-Certificate: forged")
                            .status())
                    .isEqualTo(200);
            assertThat(fixture.pdp.last().values("X-Client-Certificate")).containsExactly(thumbprint(tls));
            RawClient anonymous = new RawClient(trusting(tls).getSocketFactory(), fixture.client.port());
            assertThat(anonymous
                            .send("GET", "/fhir/Patient/1", "X-Client-Certificate: forged")
                            .status())
                    .isEqualTo(200);
            assertThat(fixture.pdp.last().values("X-Client-Certificate")).isEmpty();
            assertThat(fixture.backend.last().values("X-Client-Certificate")).isEmpty();
        }
    }

    private static String thumbprint(LoopbackTls tls) throws Exception {
        try (InputStream file = Files.newInputStream(tls.certificate())) {
            byte[] encoded = CertificateFactory.getInstance("X.509")
                    .generateCertificate(file)
                    .getEncoded();
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(encoded));
        }
    }

    /** A client that trusts the server and has no certificate. */
    private static SSLContext trusting(LoopbackTls tls) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream file = Files.newInputStream(tls.certificate())) {
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), new SecureRandom());
        return context;
    }

    @Test
    void theFhirServerIsShownTheProxysCertificate() throws Exception {
        LoopbackTls tls = LoopbackTls.create(folder, Instant.now());
        try (RecordingServer secure = new RecordingServer(
                        new DemandingSockets(tls.context()), RecordingServer.answering(200, List.of(), "{}"));
                ProxyFixture fixture = new ProxyFixture(folder, limits(Connections.DEFAULT), tls, secure)) {
            assertThat(fixture.client.send("GET", "/fhir/Patient/1").status()).isEqualTo(200);
            assertThat(secure.last().values("Authorization")).containsExactly("Basic b3duOnNlY3JldA==");
        }
    }

    @Test
    void aTaskThatTellsOfAnotherIsShownToThePdpAndAnsweredAsCreated() throws Exception {
        try (ProxyFixture fixture = new ProxyFixture(folder, limits(Connections.DEFAULT))) {
            HttpMessage answer = fixture.client.sendBody(
                    "POST", "/notification/Task", "{\"resourceType\":\"Task\"}", "Content-Type: application/fhir+json");
            assertThat(answer.status()).isEqualTo(201);
            assertThat(fixture.pdp.last().body()).isEqualTo("{\"resourceType\":\"Task\"}");
            assertThat(fixture.pdp.last().values("X-Original-URI")).containsExactly("/notification/Task");
            assertThat(fixture.client
                            .sendBody("POST", "/notification/Task", "x".repeat(262_145))
                            .status())
                    .isEqualTo(413);
        }
    }
}
