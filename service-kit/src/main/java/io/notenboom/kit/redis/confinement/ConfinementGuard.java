// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis.confinement;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.trust.customer.CustomerId;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Shows at the start, before anything else uses Redis, that the user of this node is confined to its customer, and again every
 * ten minutes and on every server, since users are kept by each server. While Redis is away at the start the node is not ready,
 * and ends when Redis comes and the user is not confined.
 */
@Readiness
@Singleton
public class ConfinementGuard implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(ConfinementGuard.class);
    private static final int BEFORE_ALL_OTHERS = 1;

    private final Optional<ConfinementWatch> watch;
    private volatile boolean starting = true;

    @Inject
    ConfinementGuard(RedisConnections redis, NodeConfig config, CustomerId customer, Vertx vertx, InstantSource clock) {
        this.watch = redis.ofTheServices()
                .map(services -> new ConfinementWatch(
                        config.mode(),
                        new ConfinementProbe(vertx, services, customer.value())::examine,
                        clock,
                        this::end));
    }

    /** @param watching makes what looks, of what ends the process */
    ConfinementGuard(Function<Consumer<String>, ConfinementWatch> watching) {
        this.watch = Optional.of(watching.apply(this::end));
    }

    void atStart(@Observes @Priority(BEFORE_ALL_OTHERS) StartupEvent started) {
        try {
            watch.ifPresent(ConfinementWatch::look);
        } finally {
            starting = false;
        }
    }

    /** Not before the start has looked: only there does what is found keep the service from starting. */
    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void again() {
        if (!starting) {
            watch.ifPresent(ConfinementWatch::look);
        }
    }

    private void end(String reason) {
        if (starting) {
            throw new IllegalStateException(reason);
        }
        LOG.fatal(reason + "; the service ends");
        Quarkus.asyncExit(1);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("confinement in redis")
                .status(watch.map(ConfinementWatch::ready).orElse(true))
                .withData("standing", watch.map(ConfinementWatch::standing).orElse("no redis"))
                .build();
    }
}
