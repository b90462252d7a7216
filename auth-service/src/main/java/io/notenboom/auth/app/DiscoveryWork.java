// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.auth.discovery.client.Activations;
import io.notenboom.auth.discovery.client.ListFollower;
import io.notenboom.auth.once.UsedOnce;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.kit.paused.WhilePaused;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Follows the lists of discovery services, and keeps activations up. Of several replicas one does each: whoever takes the
 * lease of a service for this interval. A server that fails is asked less and less often, once an hour at least.
 */
@Singleton
class DiscoveryWork {

    private static final Logger LOG = Logger.getLogger(DiscoveryWork.class);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int LONGEST_DOUBLING = 6;
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    private final ServiceDefinitions definitions;
    private final ListFollower follower;
    private final Activations activations;
    private final Parts parts;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    /** Does this. */
    DiscoveryWork(ServiceDefinitions definitions, ListFollower follower, Activations activations, Parts parts) {
        this.definitions = definitions;
        this.follower = follower;
        this.activations = activations;
        this.parts = parts;
    }

    @Scheduled(
            every = "5s",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = WhilePaused.class)
    @RunOnVirtualThread
    void follow() {
        definitions.current().all().forEach(this::follow);
    }

    @Scheduled(
            every = "20s",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = WhilePaused.class)
    @RunOnVirtualThread
    void renew() {
        try {
            activations.renewDue();
        } catch (RuntimeException failed) {
            LOG.warnf(failed, "discovery registrations could not be renewed; they are tried again");
        }
    }

    /** Asks a service's server for what is new, if it is time to. */
    void follow(ServiceDefinition service) {
        State state = states.computeIfAbsent(service.id(), this::watched);
        Instant now = parts.clock().instant();
        try {
            if (state.next.isAfter(now) || !parts.leases().firstUse("discovery-pull", service.id(), lease())) {
                return;
            }
            state.entries = follower.follow(service);
            state.failures = 0;
            state.succeeded = now;
        } catch (DiscoveryServerException failed) {
            failed(service, state, now, String.valueOf(failed.getMessage()));
        } catch (RuntimeException failed) {
            failed(service, state, now, failed.getClass().getSimpleName());
        }
    }

    private Duration lease() {
        return parts.config().refreshInterval();
    }

    private void failed(ServiceDefinition service, State state, Instant now, String why) {
        Duration pause = lease().multipliedBy(1L << Math.min(state.failures, LONGEST_DOUBLING));
        boolean tooLong = pause.compareTo(LONGEST) > 0 && lease().compareTo(LONGEST) < 0;
        state.failures++;
        state.next = now.plus(tooLong ? LONGEST : pause);
        LOG.warnf("the list of discovery service %s was not copied: %s", service.id(), why);
    }

    private State watched(String service) {
        State state = new State(parts.clock().instant());
        if (TAG.matcher(service).matches()) {
            parts.meters()
                    .gauge(
                            "discovery.entries",
                            "entries of a discovery service's list, verified, when this process last copied it",
                            () -> state.entries,
                            "service",
                            service);
            parts.meters()
                    .gauge(
                            "discovery.copied.seconds",
                            "since when this process last copied the list of a discovery service",
                            () -> Duration.between(
                                            state.succeeded, parts.clock().instant())
                                    .toSeconds(),
                            "service",
                            service);
        }
        return state;
    }

    /** How it went with a service. */
    private static final class State {

        private volatile Instant next = Instant.MIN;
        private volatile Instant succeeded;
        private volatile int failures;
        private volatile int entries;

        State(Instant start) {
            succeeded = start;
        }
    }

    /**
     * What this needs beside the domain.
     *
     * @param config how often
     * @param leases keeps replicas from doing the same
     */
    record Parts(DiscoveryConfig config, UsedOnce leases, ServiceMeters meters, InstantSource clock) {}
}
