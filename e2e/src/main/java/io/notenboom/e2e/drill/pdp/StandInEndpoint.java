// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.notenboom.launcher.node.Node;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** At the address of a node's gateway, with its certificate, while the gateway is away: answers as it is told, one call after another. */
final class StandInEndpoint implements AutoCloseable {

    /** No answer at all. */
    static final int SILENCE = 0;

    private static final int ACCEPTED = 202;

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger calls = new AtomicInteger();
    private final List<Integer> statuses;

    /** @param statuses of the first calls; later ones are accepted */
    StandInEndpoint(Node node, List<Integer> statuses) throws IOException, GeneralSecurityException {
        this.statuses = List.copyOf(statuses);
        this.server = HttpsServer.create(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), node.ports().proxyPublic()),
                0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(node)));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        int call = calls.getAndIncrement();
        int status = call < statuses.size() ? statuses.get(call) : ACCEPTED;
        if (status != SILENCE) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }
    }

    /** How many calls there were since it was told this last. */
    int calls() {
        return calls.getAndSet(0);
    }

    private static SSLContext tls(Node node) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        String pem = Files.readString(node.certificateKey()).replaceAll("-----[A-Z ]+-----|\\s", "");
        try (InputStream chain = Files.newInputStream(node.certificate())) {
            Certificate[] certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(chain)
                    .toArray(Certificate[]::new);
            PKCS8EncodedKeySpec key =
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem));
            store.setKeyEntry("server", KeyFactory.getInstance("EC").generatePrivate(key), new char[0], certificates);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
