// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.notenboom.proxy.server.ActiveRequests;
import io.notenboom.proxy.server.ProxyMeters;
import io.notenboom.proxy.server.ProxySettings;
import io.notenboom.proxy.server.PublicServer;
import io.notenboom.proxy.server.UpdateJournal;
import io.notenboom.trust.ready.ReadyLine;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * The life of the process: reads its configuration, opens the public listener, prints the {@link ReadyLine} when all listeners
 * serve, and drains requests when it is told to stop.
 */
@ApplicationScoped
@Readiness
public class ProxyProcess implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(ProxyProcess.class);

    private final PublicServer server;

    /** Reads the configuration; an error in it stops the start and names the property. */
    @Inject
    public ProxyProcess(
            Vertx vertx,
            MeterRegistry registry,
            ListenerConfiguration listener,
            ProxyConfiguration proxy,
            @ConfigProperty(name = "notenboom.outbound.trust") Optional<Path> trust,
            @ConfigProperty(name = "notenboom.data-dir") Optional<Path> dataFolder) {
        ProxySettings settings = SettingsReader.read(listener, proxy, trust);
        ActiveRequests active = new ActiveRequests(settings.limits().requests());
        UpdateJournal journal = new UpdateJournal(
                dataFolder.map(folder -> folder.resolve("updates")).orElse(null));
        if (dataFolder.isEmpty() && settings.backend() != null) {
            LOG.warn(
                    "Set notenboom.data-dir: without it Task updates whose outcome the PDP does not know yet are forgotten"
                            + " when this process ends.");
        }
        this.server = new PublicServer(
                vertx, settings, active, new ProxyMeters(registry, active, journal), journal, InstantSource.system());
    }

    void start(@Observes StartupEvent event) {
        var unused = server.start();
    }

    void listening(@ObservesAsync HttpServerStart event) {
        ReadyLine.print("proxy", System.out);
    }

    void stop(@Observes ShutdownEvent event) {
        server.stop();
    }

    /** Ready while it takes new requests. */
    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("public listener")
                .status(server.serving())
                .build();
    }
}
