// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import io.notenboom.kit.certificate.CertificateExpiry;
import io.notenboom.kit.customer.ClientCertificatePolicy;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.trust.tls.ListenerIdentity;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a service besides Quarkus' own, which is the internal listener. All feed the same router; which server took a
 * connection decides which paths exist on it. Certificate and key of the public one are read again when their files change.
 * Safe for many threads.
 */
@Singleton
public class Listeners {

    private static final Logger LOG = Logger.getLogger(Listeners.class);
    private static final Duration LOOK_AT_CERTIFICATE = Duration.ofSeconds(10);
    private static final int IDLE_SECONDS = 60;
    private static final int MAX_HEADER_BYTES = 16_384;
    private static final int MAX_LINE_BYTES = 8_192;
    private static final int MAX_LOOPS = 8;

    private final Vertx vertx;
    private final NodeConfig config;
    private final InstantSource clock;
    private final ServiceMeters meters;
    private final CertificateExpiry expiry;
    private @Nullable OpenServer publicServer;
    private @Nullable ListenerIdentity publicIdentity;
    private @Nullable CertificateWatch watch;
    private @Nullable OpenServer peerServer;

    /** Starts nothing. */
    public Listeners(
            Vertx vertx, NodeConfig config, InstantSource clock, ServiceMeters meters, CertificateExpiry expiry) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
        this.expiry = expiry;
    }

    /**
     * Opens the public listener if one is configured.
     *
     * @throws IllegalStateException if its port cannot be bound, or certificate and key are not fit
     */
    synchronized void openPublic() {
        NodeConfig.PublicListener listener = config.listener().publicListener();
        if (listener.port().isEmpty() || publicServer != null) {
            return;
        }
        ListenerIdentity identity = new ListenerIdentity(
                required(listener.certificate(), "notenboom.listener.public.certificate"),
                required(listener.key(), "notenboom.listener.public.key"),
                clock);
        HttpServerOptions options = options(listener.host(), listener.port().get())
                .setKeyCertOptions(KeyCertOptions.wrap(identity.first()));
        TrustOptions clients = clientTrust();
        if (clients != null) {
            options.setClientAuth(ClientAuth.REQUEST).setTrustOptions(clients);
        }
        publicServer = listen(Listener.PUBLIC, options, connection -> {});
        publicIdentity = identity;
        meters.gauge(
                "certificate.end.seconds",
                "when the certificate of the public listener ends, in seconds since 1970",
                () -> identity.end().getEpochSecond());
        expiry.watch("public", identity::end);
        watch = CertificateWatch.start(LOOK_AT_CERTIFICATE, this::reloadPublicCertificate);
    }

    /**
     * Looks whether certificate and key of the public listener were changed, and uses the new pair if it is fit. Done by itself
     * every 10 seconds.
     */
    public synchronized void reloadPublicCertificate() {
        if (publicServer == null || publicIdentity == null) {
            return;
        }
        OpenServer server = publicServer;
        if (publicIdentity.changed(keys -> server.replaceCertificates(KeyCertOptions.wrap(keys), clientTrust()))) {
            LOG.info("the public listener has a new certificate");
        }
    }

    /** The certificate that the public listener shows to new connections; empty while it is not open. */
    public synchronized Optional<X509Certificate> publicCertificate() {
        return Optional.ofNullable(publicIdentity).flatMap(ListenerIdentity::certificate);
    }

    private @Nullable TrustOptions clientTrust() {
        return config.listener().publicListener().clientCertificates() == ClientCertificatePolicy.REQUEST
                ? TrustOptions.wrap(new AnyClient())
                : null;
    }

    /**
     * Opens the peer listener; when it is open, new connections use the new certificate and the existing ones stay. Clients
     * must present a certificate that {@code trust} accepts.
     *
     * @throws IllegalStateException if no peer listener is configured or its port cannot be bound
     */
    public void openPeer(KeyCertOptions key, TrustOptions trust) {
        openPeer(key, trust, connection -> {});
    }

    /**
     * Opens the peer listener, or changes its certificate.
     *
     * @param made is told of each connection after its TLS handshake, before the first request; only what is given when the
     *     listener is opened counts
     * @throws IllegalStateException if no peer listener is configured or its port cannot be bound
     */
    public synchronized void openPeer(KeyCertOptions key, TrustOptions trust, Handler<HttpConnection> made) {
        NodeConfig.PeerListener listener = config.listener().peer();
        int port =
                listener.port().orElseThrow(() -> new IllegalStateException("notenboom.listener.peer.port is not set"));
        if (peerServer != null) {
            peerServer.replaceCertificates(key, trust);
            return;
        }
        OpenConnections connections = counted(listener);
        peerServer = listen(
                Listener.PEER,
                options(listener.host(), port)
                        .setSslEngineOptions(new LimitedTls(connections))
                        .setSslHandshakeTimeout(listener.handshakeTimeout().toMillis())
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setClientAuth(ClientAuth.REQUIRED)
                        .setKeyCertOptions(key)
                        .setTrustOptions(trust),
                made);
    }

    private OpenConnections counted(NodeConfig.PeerListener listener) {
        OpenConnections connections = new OpenConnections(
                "peer",
                new ConnectionLimits(
                        listener.maxConnections(),
                        listener.maxConnectionsPerAddress(),
                        listener.maxHandshakesPerAddress()),
                clock,
                LOG::warn);
        meters.gauge(
                "listener.connections",
                "open connections, also those whose TLS handshake is not done",
                connections::size,
                "listener",
                "peer");
        for (OpenConnections.Refusal why : OpenConnections.Refusal.values()) {
            meters.gauge(
                    "listener.connections.refused",
                    "connections that were closed before TLS because of a limit, since the start",
                    () -> connections.refusals(why),
                    "listener",
                    "peer",
                    "limit",
                    why.name().toLowerCase(Locale.ROOT));
        }
        return connections;
    }

    /** The port of the public listener; empty while it is not open. */
    public synchronized OptionalInt publicPort() {
        return port(publicServer);
    }

    /** The port of the peer listener; empty while it is not open. */
    public synchronized OptionalInt peerPort() {
        return port(peerServer);
    }

    private static OptionalInt port(@Nullable OpenServer server) {
        return server == null ? OptionalInt.empty() : OptionalInt.of(server.port());
    }

    private static HttpServerOptions options(String host, int port) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setSsl(true)
                .setUseAlpn(true)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .removeEnabledSecureTransportProtocol("TLSv1")
                .removeEnabledSecureTransportProtocol("TLSv1.1");
    }

    private OpenServer listen(Listener listener, HttpServerOptions options, Handler<HttpConnection> made) {
        Handler<HttpServerRequest> routes = VertxHttpRecorder.getRootHandler();
        int loops = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_LOOPS);
        Handler<HttpServerRequest> marked = request -> {
            AcceptedBy.mark(listener);
            routes.handle(request);
        };
        return OpenServer.open(vertx, listener, options, loops, new OpenServer.Handlers(made, marked));
    }

    private static Path required(Optional<Path> file, String key) {
        return file.orElseThrow(() -> new IllegalStateException(key + " is needed for the public listener"));
    }

    /** Before Vert.x itself is closed, which is when beans are destroyed. */
    synchronized void closeAll(@Observes ShutdownEvent event) {
        Optional.ofNullable(watch).ifPresent(CertificateWatch::stop);
        Optional.ofNullable(publicServer).ifPresent(OpenServer::close);
        Optional.ofNullable(peerServer).ifPresent(OpenServer::close);
    }
}
