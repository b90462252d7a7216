// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.discovery.DiscoveryServers;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.auth.discovery.client.Activation.Attempt;
import io.notenboom.auth.discovery.client.Activation.Registered;
import io.notenboom.auth.once.UsedOnce;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which subjects take part in which services. They are registered again before their presentation ends, and what a server
 * could not be told is told again, less and less often. Safe for many threads and processes.
 */
public final class Activations {

    private static final int MAX_PARAMETERS = 64;
    private static final int MAX_LENGTH = 16_384;
    private static final double RENEWED_AFTER = 0.45;
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int LONGEST_DOUBLING = 6;
    private static final Duration LEASE = Duration.ofSeconds(50);

    private final Subjects subjects;
    private final ServiceDefinitions definitions;
    private final RegistrationMaker maker;
    private final DiscoveryServers servers;
    private final ActivationStore store;
    private final UsedOnce leases;
    private final InstantSource clock;

    /** @param parts what it works with */
    public Activations(Parts parts, InstantSource clock) {
        this.subjects = parts.subjects();
        this.definitions = parts.definitions();
        this.maker = parts.maker();
        this.servers = parts.servers();
        this.store = parts.store();
        this.leases = parts.leases();
        this.clock = clock;
    }

    /**
     * Registers all DIDs of a subject that the service permits and that the wallet has the credentials for. Activating again
     * replaces the parameters.
     *
     * @param parameters what to tell others in the DiscoveryRegistrationCredential; {@code authServerURL} is always this node's
     */
    public ActivationOutcome activate(String serviceId, SubjectId id, ObjectNode parameters) {
        Optional<ServiceDefinition> service = definitions.current().find(serviceId);
        if (service.isEmpty()) {
            return new ActivationOutcome.UnknownService();
        }
        Optional<Subject> subject = subjects.find(id).filter(Subject::isActive);
        if (subject.isEmpty()) {
            return new ActivationOutcome.UnknownSubject();
        }
        if (parameters.has("id")
                || parameters.size() > MAX_PARAMETERS
                || parameters.toString().length() > MAX_LENGTH) {
            return new ActivationOutcome.WrongParameters("registrationParameters must be at most " + MAX_PARAMETERS
                    + ", of " + MAX_LENGTH + " characters together, and none may be named id");
        }
        List<Registered> made = new ArrayList<>();
        Optional<String> missing = make(service.get(), subject.get(), parameters, made);
        if (missing.isPresent()) {
            return new ActivationOutcome.CredentialsMissing("missing credentials: " + missing.get());
        }
        List<Registered> before =
                store.find(serviceId, id).map(Activation::registered).orElse(List.of());
        Activation activation =
                new Activation(serviceId, id, parameters, false, before, new Attempt(clock.instant(), 0, ""));
        store.put(activation);
        return register(service.get(), activation, made, false);
    }

    /** Takes back what is registered; idempotent. Activations of services and subjects that are gone can be ended, too. */
    public ActivationOutcome deactivate(String serviceId, SubjectId id) {
        Optional<ServiceDefinition> service = definitions.current().find(serviceId);
        Optional<Activation> activation = store.find(serviceId, id);
        if (activation.isEmpty()) {
            if (service.isEmpty()) {
                return new ActivationOutcome.UnknownService();
            }
            return subjects.find(id).isEmpty() ? new ActivationOutcome.UnknownSubject() : new ActivationOutcome.Done();
        }
        Activation ending = activation.get().toEnd(new Attempt(clock.instant(), 0, ""));
        store.put(ending);
        return retract(service, ending);
    }

    /** The activation of a subject at a service, also one that is being ended. */
    public Optional<Activation> find(String serviceId, SubjectId id) {
        return store.find(serviceId, id);
    }

    /** Whether a service of this id is defined. */
    public boolean isDefined(String serviceId) {
        return definitions.current().find(serviceId).isPresent();
    }

    /** Registers again what is due, and tells servers what they could not be told. One process does each at a time. */
    public void renewDue() {
        Instant now = clock.instant();
        for (Activation activation : store.list()) {
            String name = activation.service() + " " + activation.subject();
            if (!activation.attempt().at().isAfter(now) && leases.firstUse("discovery-renewal", name, LEASE)) {
                store.find(activation.service(), activation.subject()).ifPresent(this::renew);
            }
        }
    }

    /** Has a subject registered again at the next {@link #renewDue}, wherever it takes part; with the key that signs then. */
    public void renewSoon(SubjectId subject) {
        Instant now = clock.instant();
        for (Activation activation : store.list()) {
            if (activation.subject().equals(subject) && !activation.ending()) {
                store.put(activation.with(activation.registered(), new Attempt(now, 0, "")));
            }
        }
    }

    private void renew(Activation activation) {
        Optional<ServiceDefinition> service = definitions.current().find(activation.service());
        if (activation.ending()) {
            ignore(retract(service, activation));
            return;
        }
        Optional<Subject> subject = subjects.find(activation.subject()).filter(Subject::isActive);
        if (service.isEmpty() || subject.isEmpty()) {
            store.put(activation.with(
                    activation.registered(),
                    failed(
                            activation,
                            service.isEmpty()
                                    ? "the service has no definition any more"
                                    : "the subject is not active any more")));
            return;
        }
        List<Registered> made = new ArrayList<>();
        Optional<String> missing = make(service.get(), subject.get(), activation.parameters(), made);
        if (missing.isPresent()) {
            store.put(activation.with(
                    activation.registered(), failed(activation, "missing credentials: " + missing.get())));
        } else {
            ignore(register(service.get(), activation, made, true));
        }
    }

    /** Makes what can be made; tells what is missing when that is nothing. */
    private Optional<String> make(
            ServiceDefinition service, Subject subject, ObjectNode parameters, List<Registered> made) {
        String missing = "the subject has no DID of a method that the service permits: " + service.didMethods();
        for (OwnDid did : subject.activeDids()) {
            if (service.accepts(did.did())) {
                switch (maker.make(service, subject.id(), did, parameters)) {
                    case RegistrationMaker.Made.Presentation presentation -> made.add(presentation.registered());
                    case RegistrationMaker.Made.Missing gap -> missing = gap.detail();
                }
            }
        }
        return made.isEmpty() ? Optional.of(missing) : Optional.empty();
    }

    private ActivationOutcome register(
            ServiceDefinition service, Activation activation, List<Registered> made, boolean again) {
        List<Registered> registered = new ArrayList<>(activation.registered());
        Instant now = clock.instant();
        registered.removeIf(old -> !old.expiresAt().isAfter(now));
        Instant next = Instant.MAX;
        try {
            for (Registered presentation : made) {
                servers.register(service, presentation.text());
                registered.removeIf(old -> old.did().equals(presentation.did()));
                registered.add(presentation);
                long life = Duration.between(now, presentation.expiresAt()).toMillis();
                Instant renewal = now.plusMillis((long) (life * RENEWED_AFTER));
                next = renewal.isBefore(next) ? renewal : next;
            }
        } catch (DiscoveryServerException failed) {
            keep(activation.with(registered, failed(activation, failed.reason().description())), again);
            return new ActivationOutcome.Pending(failed.reason());
        }
        keep(activation.with(registered, new Attempt(next, 0, "")), again);
        return new ActivationOutcome.Done();
    }

    /** Somebody may have ended it while it was being renewed: then what was registered last is to be taken back, too. */
    private void keep(Activation activation, boolean again) {
        boolean ended = again
                && store.find(activation.service(), activation.subject())
                        .filter(current -> !current.ending())
                        .isEmpty();
        store.put(ended ? activation.toEnd(new Attempt(clock.instant(), 0, "")) : activation);
    }

    private ActivationOutcome retract(Optional<ServiceDefinition> service, Activation activation) {
        List<Registered> left = new ArrayList<>(activation.registered());
        Instant now = clock.instant();
        for (Registered registered : activation.registered()) {
            Optional<OwnDid> did = subjects.activeDid(registered.did());
            if (service.isPresent() && did.isPresent() && registered.expiresAt().isAfter(now)) {
                try {
                    servers.register(service.get(), maker.retraction(service.get(), did.get(), registered));
                } catch (DiscoveryServerException failed) {
                    if (failed.reason() != DiscoveryServerException.Reason.REFUSED) {
                        store.put(activation.with(
                                left, failed(activation, failed.reason().description())));
                        return new ActivationOutcome.Pending(failed.reason());
                    }
                }
            }
            left.remove(registered);
        }
        store.remove(activation.service(), activation.subject());
        return new ActivationOutcome.Done();
    }

    private Attempt failed(Activation activation, String error) {
        int failures = activation.attempt().failures();
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, LONGEST_DOUBLING));
        Instant at = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        return new Attempt(at, failures + 1, error);
    }

    /** The store has it; who asks for the status is told. */
    private static void ignore(ActivationOutcome outcome) {
        Objects.requireNonNull(outcome);
    }

    /**
     * What activations work with.
     *
     * @param subjects own subjects
     * @param definitions the services
     * @param maker makes presentations
     * @param servers takes them
     * @param store keeps activations
     * @param leases keeps processes from doing the same
     */
    public record Parts(
            Subjects subjects,
            ServiceDefinitions definitions,
            RegistrationMaker maker,
            DiscoveryServers servers,
            ActivationStore store,
            UsedOnce leases) {}
}
