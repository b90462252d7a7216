// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notenboom.proxy.policy.RouteTable;
import io.notenboom.proxy.server.ProxySettings.Backend;
import io.notenboom.proxy.server.ProxySettings.Connections;
import io.notenboom.proxy.server.ProxySettings.Identity;
import io.notenboom.proxy.server.ProxySettings.Limits;
import io.notenboom.proxy.server.ProxySettings.Listener;
import io.notenboom.proxy.server.ProxySettings.Pdp;
import io.notenboom.proxy.server.ProxySettings.Pep;
import io.notenboom.testkit.http.LoopbackTls;
import io.notenboom.testkit.http.Permits;
import io.notenboom.testkit.http.RawClient;
import io.notenboom.testkit.http.RecordingServer;
import io.notenboom.trust.secret.Secret;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A running proxy between a recorded PDP and a recorded FHIR server. */
final class ProxyFixture implements AutoCloseable {

    static final String FHIR_KEY = "fhir-pep-key-0123456789";
    static final String NOTIFICATION_KEY = "notification-pep-key-0123456789";
    static final List<String> PERMIT = List.of(
            "X-Decision-Id: d-1",
            "X-Client-Id: did:web:b.example",
            "X-Flow-Id: f-1",
            "X-User-Id: user-1",
            "X-Organization-Id: did:web:b.example");
    static final Limits LIMITS = new Limits(8, 16_384, 262_144, 1_000, 1_000, 20, 3_000, Connections.DEFAULT);

    final RecordingServer pdp = new RecordingServer(null, Permits.everything(PERMIT.toArray(String[]::new)));
    final RecordingServer backend = new RecordingServer(
            null, RecordingServer.answering(200, List.of("Content-Type: application/fhir+json"), "{\"a\":1}"));
    final ActiveRequests active = new ActiveRequests(LIMITS.requests());
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final PublicServer server;
    final Path updates;
    final int port;
    final RawClient client;
    private final Vertx vertx = Vertx.vertx();

    ProxyFixture(Path folder) throws Exception {
        this(folder, LIMITS);
    }

    ProxyFixture(Path folder, Limits limits) throws Exception {
        this(folder, limits, LoopbackTls.create(folder, Instant.now()), null);
    }

    /** @param secureBackend the FHIR server, when it is one with TLS; it must trust the certificate of {@code tls} */
    ProxyFixture(Path folder, Limits limits, LoopbackTls tls, @Nullable RecordingServer secureBackend)
            throws Exception {
        Origin origin = secureBackend == null
                ? Origin.of(backend.url(), "backend")
                : new Origin(true, "localhost", secureBackend.port());
        ProxySettings settings = new ProxySettings(
                new Listener("127.0.0.1", 0, tls.certificate(), tls.key(), true),
                new RouteTable("/fhir", "/notification"),
                new Pdp(
                        Origin.of(pdp.url(), "pdp"),
                        new Pep("fhir-proxy", Secret.of(FHIR_KEY)),
                        new Pep("notification", Secret.of(NOTIFICATION_KEY))),
                new Backend(
                        origin,
                        Secret.of("Basic b3duOnNlY3JldA=="),
                        secureBackend == null ? null : new Identity(tls.certificate(), tls.key())),
                secureBackend == null ? null : tls.certificate(),
                limits);
        updates = Files.createDirectories(folder.resolve("updates"));
        UpdateJournal journal = new UpdateJournal(updates);
        server = new PublicServer(
                vertx, settings, active, new ProxyMeters(meters, active, journal), journal, InstantSource.system());
        port = server.start();
        client = new RawClient(tls.context().getSocketFactory(), port);
    }

    @Override
    public void close() {
        server.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        pdp.close();
        backend.close();
    }
}
