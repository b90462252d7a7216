// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.server;

import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.discovery.DiscoveryServers;
import io.notenboom.auth.discovery.Registration;
import io.notenboom.auth.discovery.RegistrationRefusal;
import io.notenboom.auth.discovery.RegistrationRefusedException;
import io.notenboom.auth.discovery.RegistrationRules;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.auth.subject.PublicUrl;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The server of those services that this node serves; what concerns another service that it has a definition of goes on to
 * that one's server. Safe for many threads.
 */
public final class DiscoveryServer {

    private final ServiceDefinitions definitions;
    private final RegistrationRules rules;
    private final ServedStore store;
    private final DiscoveryServers others;
    private final Limits limits;
    private final InstantSource clock;
    private final Semaphore free;

    /**
     * @param others the servers that it passes calls on to
     * @param clock the time
     */
    public DiscoveryServer(
            ServiceDefinitions definitions,
            RegistrationRules rules,
            ServedStore store,
            DiscoveryServers others,
            Limits limits,
            InstantSource clock) {
        this.definitions = definitions;
        this.rules = rules;
        this.store = store;
        this.others = others;
        this.limits = limits;
        this.clock = clock;
        this.free = new Semaphore(limits.maxConcurrent());
    }

    /**
     * The entries of a service after a timestamp.
     *
     * @param forwardedHost {@code X-Forwarded-Host} of the call, null if it has none
     */
    public ListOutcome list(String id, long after, @Nullable String forwardedHost) {
        Optional<ServiceDefinition> service = definitions.current().find(id);
        if (service.isEmpty()) {
            return new ListOutcome.UnknownService();
        }
        if (definitions.serves(id)) {
            return new ListOutcome.Listed(store.since(id, after, clock.instant()));
        }
        if (leadsBack(service.get(), forwardedHost)) {
            return new ListOutcome.Loop();
        }
        if (!free.tryAcquire()) {
            return new ListOutcome.ServerFailed(DiscoveryServerException.Reason.UNAVAILABLE);
        }
        try {
            return new ListOutcome.Listed(others.list(service.get(), after));
        } catch (DiscoveryServerException failed) {
            return new ListOutcome.ServerFailed(failed.reason());
        } finally {
            free.release();
        }
    }

    /**
     * Registers a presentation, or retracts one.
     *
     * @param text the presentation as it came
     * @param forwardedHost {@code X-Forwarded-Host} of the call, null if it has none
     */
    public RegisterOutcome register(String id, String text, @Nullable String forwardedHost) {
        Optional<ServiceDefinition> service = definitions.current().find(id);
        if (service.isEmpty()) {
            return new RegisterOutcome.UnknownService();
        }
        boolean own = definitions.serves(id);
        if (!own && leadsBack(service.get(), forwardedHost)) {
            return new RegisterOutcome.Loop();
        }
        if (!free.tryAcquire()) {
            return new RegisterOutcome.Busy();
        }
        try {
            return own ? add(service.get(), text) : pass(service.get(), text);
        } finally {
            free.release();
        }
    }

    private RegisterOutcome add(ServiceDefinition service, String text) {
        try {
            Registration registration = rules.check(service, text, clock.instant());
            return switch (store.add(service.id(), registration, limits.maxEntries(), clock.instant())) {
                case ADDED -> new RegisterOutcome.Registered();
                case REPLAYED -> new RegisterOutcome.Refused(RegistrationRefusal.REPLAYED.description());
                case NOTHING_TO_RETRACT ->
                    new RegisterOutcome.Refused(RegistrationRefusal.NOTHING_TO_RETRACT.description());
                case FULL -> new RegisterOutcome.Full();
            };
        } catch (RegistrationRefusedException refused) {
            return new RegisterOutcome.Refused(String.valueOf(refused.getMessage()));
        }
    }

    private RegisterOutcome pass(ServiceDefinition service, String text) {
        try {
            others.register(service, text);
            return new RegisterOutcome.Registered();
        } catch (DiscoveryServerException failed) {
            return new RegisterOutcome.ServerFailed(failed.reason());
        }
    }

    /**
     * Callers put the host of the endpoint in the header: who gets it and is not the server would pass it on to itself, under
     * another name. Several nodes may share a host, each under a path.
     */
    private boolean leadsBack(ServiceDefinition service, @Nullable String forwardedHost) {
        String own = limits.publicUrl().value();
        if (service.endpoint().toString().startsWith(own + "/")) {
            return true;
        }
        return forwardedHost != null
                && service.authority().equalsIgnoreCase(forwardedHost.strip())
                && !service.authority().equalsIgnoreCase(URI.create(own).getRawAuthority());
    }

    /**
     * What the server permits.
     *
     * @param publicUrl where this node is reached
     * @param maxEntries most entries of one list
     * @param maxConcurrent most presentations that are checked, and calls that are passed on, at one time
     */
    public record Limits(PublicUrl publicUrl, int maxEntries, int maxConcurrent) {

        /** @throws IllegalArgumentException if a number is not positive */
        public Limits {
            if (maxEntries < 1 || maxConcurrent < 1) {
                throw new IllegalArgumentException(
                        "notenboom.auth.discovery: max-entries and max-concurrent are positive");
            }
        }
    }
}
