// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import io.notenboom.kit.customer.NodeConfig;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a service besides Quarkus' own, which is the internal listener. All feed the same router; which server took a
 * connection decides which paths exist on it. Safe for many threads.
 */
@Singleton
public class Listeners {

    private static final int WAIT_SECONDS = 8;
    private static final int IDLE_SECONDS = 60;
    private static final int MAX_HEADER_BYTES = 16_384;
    private static final int MAX_LINE_BYTES = 8_192;

    private final Vertx vertx;
    private final NodeConfig config;
    private @Nullable HttpServer publicServer;
    private @Nullable HttpServer peerServer;

    /** Starts nothing. */
    public Listeners(Vertx vertx, NodeConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** Opens the public listener if one is configured. */
    synchronized void openPublic() {
        NodeConfig.PublicListener listener = config.listener().publicListener();
        if (listener.port().isEmpty() || publicServer != null) {
            return;
        }
        HttpServerOptions options = options(listener.host(), listener.port().get())
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(required(listener.certificate(), "notenboom.listener.public.certificate"))
                        .setKeyPath(required(listener.key(), "notenboom.listener.public.key")));
        publicServer = listen(Listener.PUBLIC, options);
    }

    /**
     * Opens the peer listener; when it is open, new connections use the new certificate and the existing ones stay. Clients
     * must present a certificate that {@code trust} accepts.
     *
     * @throws IllegalStateException if no peer listener is configured or its port cannot be bound
     */
    public synchronized void openPeer(KeyCertOptions key, TrustOptions trust) {
        NodeConfig.PeerListener listener = config.listener().peer();
        int port =
                listener.port().orElseThrow(() -> new IllegalStateException("notenboom.listener.peer.port is not set"));
        if (peerServer != null) {
            replaceCertificates(peerServer, key, trust);
            return;
        }
        peerServer = listen(
                Listener.PEER,
                options(listener.host(), port)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setClientAuth(ClientAuth.REQUIRED)
                        .setKeyCertOptions(key)
                        .setTrustOptions(trust));
    }

    private static void replaceCertificates(HttpServer server, KeyCertOptions key, TrustOptions trust) {
        SSLOptions changed = new SSLOptions()
                .setUseAlpn(true)
                .removeEnabledSecureTransportProtocol("TLSv1")
                .removeEnabledSecureTransportProtocol("TLSv1.1")
                .setKeyCertOptions(key)
                .setTrustOptions(trust);
        await(server.updateSSLOptions(changed, true), "the certificates of the peer listener cannot be changed");
    }

    /** The port of the public listener; empty while it is not open. */
    public synchronized OptionalInt publicPort() {
        return port(publicServer);
    }

    /** The port of the peer listener; empty while it is not open. */
    public synchronized OptionalInt peerPort() {
        return port(peerServer);
    }

    private static OptionalInt port(@Nullable HttpServer server) {
        return server == null ? OptionalInt.empty() : OptionalInt.of(server.actualPort());
    }

    private static HttpServerOptions options(String host, int port) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .removeEnabledSecureTransportProtocol("TLSv1")
                .removeEnabledSecureTransportProtocol("TLSv1.1");
    }

    private HttpServer listen(Listener listener, HttpServerOptions options) {
        Handler<HttpServerRequest> routes = VertxHttpRecorder.getRootHandler();
        HttpServer server = vertx.createHttpServer(options).requestHandler(request -> {
            AcceptedBy.mark(listener);
            routes.handle(request);
        });
        await(
                server.listen(),
                "cannot listen on " + options.getHost() + ":" + options.getPort()
                        + ": is the port taken, are certificate and key readable?");
        return server;
    }

    private static void await(Future<?> future, String failureText) {
        try {
            var unused = future.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failureText, interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(failureText, failure);
        }
    }

    private static void close(HttpServer server) {
        await(server.close(), "a listener could not be closed");
    }

    private static String required(Optional<Path> file, String key) {
        return file.map(Path::toString)
                .orElseThrow(() -> new IllegalStateException(key + " is needed for the public listener"));
    }

    @PreDestroy
    synchronized void closeAll() {
        Optional.ofNullable(publicServer).ifPresent(Listeners::close);
        Optional.ofNullable(peerServer).ifPresent(Listeners::close);
    }
}
