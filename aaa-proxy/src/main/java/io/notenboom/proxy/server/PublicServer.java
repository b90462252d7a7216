// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.notenboom.proxy.connection.OpenConnections;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The public listener: one event loop for each processor, at most {@value #MOST_EVENT_LOOPS}. */
public final class PublicServer {

    private static final Logger LOG = Logger.getLogger(PublicServer.class);
    private static final int MOST_EVENT_LOOPS = 8;
    private static final int WAIT_SECONDS = 20;

    private final Vertx vertx;
    private final ProxySettings settings;
    private final ActiveRequests active;
    private final ProxyMeters meters;
    private final UpdateJournal journal;
    private final OpenConnections connections;
    private final PublicCertificate certificate;
    private final InstantSource clock;
    private final List<ProxyVerticle> verticles = new CopyOnWriteArrayList<>();
    private final List<String> deployments = new CopyOnWriteArrayList<>();

    /**
     * Prepares; listens to nothing yet.
     *
     * @throws IllegalStateException if certificate and key of the listener are not fit
     */
    public PublicServer(
            Vertx vertx,
            ProxySettings settings,
            ActiveRequests active,
            ProxyMeters meters,
            UpdateJournal journal,
            InstantSource clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.certificate = new PublicCertificate(settings.listener(), clock);
        this.settings = settings;
        this.active = active;
        this.meters = meters;
        this.journal = journal;
        this.connections = new OpenConnections(
                settings.limits().connections().most(),
                settings.limits().connections().perAddress());
        meters.watch(connections);
        meters.watch(certificate, clock);
    }

    /**
     * Starts to serve; blocks until it does.
     *
     * @return the port
     * @throws IllegalStateException if it cannot
     */
    public int start() {
        int processors = Math.min(Runtime.getRuntime().availableProcessors(), MOST_EVENT_LOOPS);
        int instances = settings.listener().port() == 0 ? 1 : processors;
        Supplier<Verticle> supplier = () -> {
            ProxyVerticle verticle = new ProxyVerticle(settings, certificate, active, meters, journal, connections);
            verticles.add(verticle);
            return verticle;
        };
        try {
            deployments.add(await(vertx.deployVerticle(supplier, new DeploymentOptions().setInstances(instances))));
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(
                    "The public listener cannot start on " + settings.listener().host() + ":"
                            + settings.listener().port() + ": check notenboom.listener.public.*",
                    failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the public listener started", interrupted);
        }
        certificate.watch(vertx, clock, this::show);
        return verticles.getFirst().port();
    }

    /** Looks now whether certificate and key were changed; done by itself every ten seconds. */
    void reloadCertificate() {
        certificate.look(this::show);
    }

    private void show(KeyCertOptions fresh) {
        for (ProxyVerticle verticle : verticles) {
            try {
                boolean unused = await(verticle.show(fresh));
            } catch (ExecutionException | TimeoutException failure) {
                throw new IllegalStateException("the public listener does not take the new certificate", failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the listener took a new certificate", interrupted);
            }
        }
    }

    /** Whether it serves and takes new requests. */
    public boolean serving() {
        return !deployments.isEmpty() && !active.draining();
    }

    private static <T> T await(Future<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Refuses new requests, waits for those under way, as long as the limits say, and closes the listener; it is closed then. */
    public void stop() {
        drain();
        for (String deployment : deployments) {
            try {
                await(vertx.undeploy(deployment));
            } catch (ExecutionException | TimeoutException failure) {
                LOG.warn("The public listener could not be closed", failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        deployments.clear();
    }

    private void drain() {
        try {
            active.drain().get(settings.limits().drainMilliseconds(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            LOG.warnf("%d requests were still under way and are cut off", active.count());
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
