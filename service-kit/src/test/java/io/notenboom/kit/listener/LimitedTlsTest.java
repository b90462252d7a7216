// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.app.TestCertificates;
import io.notenboom.kit.listener.OpenConnections.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A listener with limits, and clients with real sockets on this machine. */
class LimitedTlsTest {

    private static final int LONG = 60_000;

    @TempDir
    Path folder;

    private final TestCertificates certificate = TestCertificates.selfSigned("server");
    private final OpenConnections connections =
            new OpenConnections("peer", new ConnectionLimits(4, 3, 2), InstantSource.system(), word -> {});
    private final Vertx vertx = Vertx.vertx();
    private final List<Socket> sockets = new ArrayList<>();

    private int listen(int handshakeMillis) {
        return listen(
                handshakeMillis,
                new PemKeyCertOptions()
                        .setCertPath(certificate
                                .writeCertificate(folder.resolve("server.pem"))
                                .toString())
                        .setKeyPath(certificate
                                .writeKey(folder.resolve("server.key"))
                                .toString()));
    }

    private int listen(int handshakeMillis, KeyCertOptions key) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setSsl(true)
                .setUseAlpn(true)
                .setSslEngineOptions(new LimitedTls(connections))
                .setSslHandshakeTimeout(handshakeMillis)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeyCertOptions(key);
        return OpenServer.open(
                        vertx,
                        Listener.PEER,
                        options,
                        2,
                        new OpenServer.Handlers(
                                connection -> {}, request -> request.response().end(Buffer.buffer("hello"))))
                .port();
    }

    @AfterEach
    void close() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** A connection that sends nothing. */
    private Socket connect(int port, String from) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), LONG);
        socket.setSoTimeout(LONG);
        return socket;
    }

    /** Blocks until the other side closed it. */
    private static void isClosed(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    private void awaitSize(int size) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (connections.size() != size && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(connections.size()).isEqualTo(size);
    }

    private HttpClient client() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static String get(HttpClient client, int port) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        return answer.body();
    }

    @Test
    void oneAddressHasSoManyHandshakesAndOthersGetIn() throws Exception {
        int port = listen(LONG);
        Socket first = connect(port, "127.0.0.1");
        awaitSize(1);
        var second = connect(port, "127.0.0.1");
        awaitSize(2);

        isClosed(connect(port, "127.0.0.1"));
        assertThat(connections.refusals(Refusal.HANDSHAKES)).isEqualTo(1);
        var other = connect(port, "127.0.0.2");
        awaitSize(3);
        first.close();
        awaitSize(2);
        try (HttpClient client = client()) {
            assertThat(get(client, port)).isEqualTo("hello");
            assertThat(List.of(second, other)).noneMatch(Socket::isClosed);
        }
    }

    @Test
    void whoHasShakenHandsCountsAmongTheConnectionsOnly() throws Exception {
        int port = listen(LONG);
        try (HttpClient client = client()) {
            assertThat(get(client, port)).isEqualTo("hello");
            var second = connect(port, "127.0.0.1");
            var third = connect(port, "127.0.0.1");
            awaitSize(3);
            isClosed(connect(port, "127.0.0.1"));
            assertThat(connections.refusals(Refusal.ADDRESS)).isEqualTo(1);
            var fourth = connect(port, "127.0.0.2");
            awaitSize(4);
            isClosed(connect(port, "127.0.0.3"));
            assertThat(connections.refusals(Refusal.ALL)).isEqualTo(1);
            assertThat(get(client, port)).isEqualTo("hello");
            assertThat(List.of(second, third, fourth)).noneMatch(Socket::isClosed);
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        awaitSize(0);
    }

    @Test
    void aHandshakeThatDoesNotGoOnIsEnded() throws Exception {
        int port = listen(50);
        Socket silent = connect(port, "127.0.0.1");
        Socket slow = connect(port, "127.0.0.1");
        slow.getOutputStream().write(22);

        isClosed(silent);
        isClosed(slow);
        awaitSize(0);
    }

    /** Signs with a key in memory, and tells on which thread. */
    private static final class Watched extends X509ExtendedKeyManager {

        private final X509ExtendedKeyManager keys;
        final List<String> threads = new CopyOnWriteArrayList<>();

        Watched(X509ExtendedKeyManager keys) {
            this.keys = keys;
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            threads.add(Thread.currentThread().getName());
            return keys.getPrivateKey(alias);
        }

        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            return keys.chooseEngineServerAlias(keyType, issuers, engine);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return keys.getServerAliases(keyType, issuers);
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return keys.chooseServerAlias(keyType, issuers, socket);
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return keys.getClientAliases(keyType, issuers);
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return keys.chooseClientAlias(keyType, issuers, socket);
        }
    }

    @Test
    void noEventLoopWaitsForASignature() throws Exception {
        Watched keys = new Watched((X509ExtendedKeyManager) new PemKeyCertOptions()
                .setCertPath(certificate
                        .writeCertificate(folder.resolve("server.pem"))
                        .toString())
                .setKeyPath(certificate.writeKey(folder.resolve("server.key")).toString())
                .getKeyManagerFactory(vertx)
                .getKeyManagers()[0]);
        int port = listen(LONG, KeyCertOptions.wrap(keys));
        try (HttpClient client = client()) {
            assertThat(get(client, port)).isEqualTo("hello");
        }
        assertThat(keys.threads).isNotEmpty().noneMatch(name -> name.contains("eventloop"));
    }
}
