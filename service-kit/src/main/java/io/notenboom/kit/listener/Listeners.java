// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import io.notenboom.kit.customer.NodeConfig;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a service besides Quarkus' own, which is the internal listener. All feed the same router; which server took a
 * connection decides which paths exist on it. Safe for many threads.
 */
@Singleton
public class Listeners {

    private static final int START_SECONDS = 10;
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
        publicServer = listen(options);
    }

    /**
     * Opens the peer listener, or opens it again with another certificate. Clients must present a certificate that
     * {@code trust} accepts.
     *
     * @throws IllegalStateException if no peer listener is configured or its port cannot be bound
     */
    public synchronized void openPeer(KeyCertOptions key, TrustOptions trust) {
        NodeConfig.PeerListener listener = config.listener().peer();
        int port =
                listener.port().orElseThrow(() -> new IllegalStateException("notenboom.listener.peer.port is not set"));
        if (peerServer != null) {
            close(peerServer);
        }
        peerServer = listen(options(listener.host(), port)
                .setSsl(true)
                .setUseAlpn(true)
                .setClientAuth(ClientAuth.REQUIRED)
                .setKeyCertOptions(key)
                .setTrustOptions(trust));
    }

    /** The listener that took a connection, by its local port. */
    Listener at(int localPort) {
        if (config.listener()
                .publicListener()
                .port()
                .filter(port -> port == localPort)
                .isPresent()) {
            return Listener.PUBLIC;
        }
        return config.listener().peer().port().filter(port -> port == localPort).isPresent()
                ? Listener.PEER
                : Listener.INTERNAL;
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

    private HttpServer listen(HttpServerOptions options) {
        try {
            return vertx.createHttpServer(options)
                    .requestHandler(VertxHttpRecorder.getRootHandler())
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening a listener", interrupted);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException failure) {
            throw new IllegalStateException(
                    "cannot listen on " + options.getHost() + ":" + options.getPort()
                            + ": is the port taken, are certificate and key readable?",
                    failure);
        }
    }

    private static void close(HttpServer server) {
        try {
            var unused =
                    server.close().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException failure) {
            throw new IllegalStateException("a listener could not be closed", failure);
        }
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
