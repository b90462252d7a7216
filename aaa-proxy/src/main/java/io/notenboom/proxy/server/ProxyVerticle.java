// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.notenboom.proxy.connection.ConnectionGuard;
import io.notenboom.proxy.connection.OpenConnections;
import io.notenboom.trust.tls.TrustedAuthorities;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The public listener on one event loop, with its clients. */
final class ProxyVerticle extends AbstractVerticle {

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");
    private static final int MAX_INITIAL_LINE = 8_192;
    private static final int MAX_ANSWER_HEADERS = 65_536;
    private static final int AFTER_THE_REQUEST_MILLISECONDS = 2_000;
    private static final int CONNECT_MILLISECONDS = 5_000;
    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final int POOL_SIZE = 64;

    private final ProxySettings settings;
    private final PublicCertificate certificate;
    private final ActiveRequests active;
    private final ProxyMeters meters;
    private final UpdateJournal journal;
    private final OpenConnections connections;
    private @Nullable HttpServer server;

    ProxyVerticle(
            ProxySettings settings,
            PublicCertificate certificate,
            ActiveRequests active,
            ProxyMeters meters,
            UpdateJournal journal,
            OpenConnections connections) {
        this.settings = settings;
        this.certificate = certificate;
        this.active = active;
        this.meters = meters;
        this.journal = journal;
        this.connections = connections;
    }

    @Override
    public void start(Promise<Void> started) {
        ConnectionGuard guard = new ConnectionGuard(
                vertx,
                connections,
                settings.limits().connections().headerMilliseconds(),
                TimeUnit.SECONDS.toMillis(settings.limits().idleSeconds()));
        FrontDoor door = new FrontDoor(vertx, settings.routes(), fhir(), notifications(), active, meters);
        server = vertx.createHttpServer(serverOptions())
                .connectionHandler(guard::opened)
                .requestHandler(request -> {
                    guard.requested(request);
                    door.handle(request);
                })
                .invalidRequestHandler(FrontDoor::handleMalformed);
        server.listen().<Void>mapEmpty().onComplete(started);
    }

    /** The port it listens on, once started. */
    int port() {
        return Objects.requireNonNull(server, "not started").actualPort();
    }

    /** New connections see this certificate, existing ones go on. */
    Future<Boolean> show(KeyCertOptions fresh) {
        SSLOptions options = new SSLOptions()
                .setUseAlpn(false)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setKeyCertOptions(fresh);
        if (settings.listener().clientCertificates()) {
            options.setTrustOptions(clientTrust());
        }
        return Objects.requireNonNull(server, "not started").updateSSLOptions(options, true);
    }

    private static TrustOptions clientTrust() {
        return TrustOptions.wrap(ClientCertificate.anyIssuer());
    }

    private @Nullable FhirExchanges fhir() {
        ProxySettings.Backend backend = settings.backend();
        if (backend == null) {
            return null;
        }
        ProxySettings.Limits limits = settings.limits();
        ProxySettings.Pdp pdp = settings.pdp();
        return new FhirExchanges(
                pdp.fhir(),
                bodies(),
                decisions(),
                new BackendClient(
                        client(limits.backendMilliseconds(), false, backend.identity()),
                        backend,
                        limits.backendMilliseconds()),
                confirmations());
    }

    private BodyReader bodies() {
        ProxySettings.Limits limits = settings.limits();
        return new BodyReader(limits.taskBytes(), TimeUnit.SECONDS.toMillis(limits.idleSeconds()));
    }

    private ConfirmationClient confirmations() {
        ConfirmationClient confirmations = new ConfirmationClient(
                vertx, client(settings.limits().pdpMilliseconds(), false, null), settings, meters, journal);
        confirmations.resume();
        return confirmations;
    }

    private @Nullable NotificationExchanges notifications() {
        ProxySettings.Pep pep = settings.pdp().notification();
        return pep == null ? null : new NotificationExchanges(pep, bodies(), decisions());
    }

    private DecisionClient decisions() {
        long milliseconds = settings.limits().pdpMilliseconds();
        return new DecisionClient(
                client(milliseconds, true, null), settings.pdp().origin(), milliseconds);
    }

    private HttpServerOptions serverOptions() {
        ProxySettings.Listener listener = settings.listener();
        HttpServerOptions options = new HttpServerOptions()
                .setHost(listener.host())
                .setPort(listener.port())
                .setSsl(true)
                .setUseAlpn(false)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setKeyCertOptions(certificate.first())
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(false)
                .setMaxInitialLineLength(MAX_INITIAL_LINE)
                .setMaxHeaderSize(settings.limits().headerBytes())
                .setIdleTimeout(settings.limits().idleSeconds())
                .setSslHandshakeTimeout(settings.limits().connections().headerMilliseconds())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        if (listener.clientCertificates()) {
            options.setClientAuth(ClientAuth.REQUEST).setTrustOptions(clientTrust());
        }
        return options;
    }

    private X509TrustManager trusted() {
        try {
            return TrustedAuthorities.ofTheRuntimeAnd(Optional.ofNullable(settings.trust()));
        } catch (IOException | IllegalArgumentException unfit) {
            throw new IllegalArgumentException(
                    "Set notenboom.outbound.trust to a PEM file with certificates: " + settings.trust(), unfit);
        }
    }

    /**
     * The connection itself is given a little longer than its request, so that a silent server is always told from one that
     * breaks off.
     *
     * @param keepAlive whether connections are used again. Not towards the FHIR server: a request on a connection that is just
     *     being closed would fail, and could not always be repeated
     * @param identity certificate that is shown; null = none
     */
    private HttpClient client(long idleMilliseconds, boolean keepAlive, ProxySettings.@Nullable Identity identity) {
        HttpClientOptions options = new HttpClientOptions()
                .setKeepAlive(keepAlive)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setPipelining(false)
                .setConnectTimeout(CONNECT_MILLISECONDS)
                .setMaxHeaderSize(MAX_ANSWER_HEADERS)
                .setVerifyHost(true)
                .setTrustOptions(TrustOptions.wrap(trusted()));
        if (identity != null) {
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .setCertPath(identity.certificate().toString())
                    .setKeyPath(identity.key().toString()));
        }
        if (!keepAlive) {
            options.setReadIdleTimeout(Math.toIntExact(idleMilliseconds + AFTER_THE_REQUEST_MILLISECONDS))
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        }
        return vertx.createHttpClient(
                options,
                new PoolOptions()
                        .setHttp1MaxSize(POOL_SIZE)
                        .setMaxWaitQueueSize(settings.limits().requests()));
    }
}
