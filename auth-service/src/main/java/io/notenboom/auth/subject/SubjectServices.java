// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Services in the documents of own DIDs: the same in each active DID of a subject. What is taken out is remembered. Safe for many
 * threads and processes.
 */
public final class SubjectServices {

    /** Most services in one document. */
    public static final int MAX_SERVICES = 32;

    private static final int MAX_ENDED = 64;

    private final SubjectStore store;
    private final InstantSource clock;

    /** Keeps them in this store. */
    public SubjectServices(SubjectStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The services in the documents of a subject's active DIDs; empty if there is no such subject. */
    public Optional<List<ObjectNode>> list(SubjectId id, Predicate<OwnService> filter) {
        Instant now = clock.instant();
        return store.find(id).map(subject -> subject.activeDids().stream()
                .flatMap(did -> did.services().stream()
                        .filter(service -> service.validAt(now) && filter.test(service))
                        .map(service -> service.json(did.did())))
                .toList());
    }

    /** Adds a service to each active DID. One that is there already stays as it is. */
    public ServiceOutcome add(SubjectId id, String type, JsonNode endpoint) {
        return change(id, Optional.empty(), Optional.of(OwnService.of(type, endpoint, clock.instant())));
    }

    /** Replaces a service; what comes in its place has another id. */
    public ServiceOutcome replace(SubjectId id, String fragment, String type, JsonNode endpoint) {
        return change(id, Optional.of(fragment), Optional.of(OwnService.of(type, endpoint, clock.instant())));
    }

    /** Takes a service out. */
    public ServiceOutcome remove(SubjectId id, String fragment) {
        return change(id, Optional.of(fragment), Optional.empty());
    }

    private ServiceOutcome change(SubjectId id, Optional<String> removed, Optional<OwnService> added) {
        Instant now = clock.instant();
        Optional<Subject> found = store.find(id);
        if (found.isEmpty()) {
            return new ServiceOutcome.NoSuchSubject();
        }
        List<OwnDid> dids = found.get().activeDids();
        if (dids.isEmpty()) {
            return new ServiceOutcome.Deactivated();
        }
        if (removed.isPresent() && dids.stream().noneMatch(did -> lists(did, removed.get(), now))) {
            return new ServiceOutcome.NoSuchService();
        }
        Optional<Subject> changed = store.update(
                id, subject -> subject.with(did -> did.isActive() ? changed(did, removed, added, now) : did));
        return changed.map(subject -> outcome(subject, added, now)).orElseGet(ServiceOutcome.NoSuchSubject::new);
    }

    private static OwnDid changed(OwnDid did, Optional<String> removed, Optional<OwnService> added, Instant now) {
        List<OwnService> services = new ArrayList<>();
        for (OwnService service : did.services()) {
            boolean ends = removed.filter(service.fragment()::equals).isPresent();
            services.add(ends ? service.endingAt(now) : service);
        }
        if (added.isPresent()
                && services.stream()
                        .noneMatch(service -> is(service, added.get().fragment(), now))) {
            services.add(added.get());
        }
        boolean full = services.stream().filter(service -> service.validAt(now)).count() > MAX_SERVICES;
        return full ? did : did.withServices(trimmed(services, now));
    }

    private static List<OwnService> trimmed(List<OwnService> services, Instant now) {
        List<OwnService> forgotten = services.stream()
                .filter(service -> !service.validAt(now))
                .sorted(Comparator.comparing(OwnService::since).reversed())
                .skip(MAX_ENDED)
                .toList();
        return services.stream().filter(service -> !forgotten.contains(service)).toList();
    }

    private static ServiceOutcome outcome(Subject subject, Optional<OwnService> added, Instant now) {
        List<ObjectNode> listed = new ArrayList<>();
        for (OwnDid did : subject.activeDids()) {
            if (added.isPresent() && lists(did, added.get().fragment(), now)) {
                listed.add(added.get().json(did.did()));
            }
        }
        return added.isPresent() && listed.isEmpty()
                ? new ServiceOutcome.TooManyServices()
                : new ServiceOutcome.Changed(listed);
    }

    private static boolean lists(OwnDid did, String fragment, Instant now) {
        return did.services().stream().anyMatch(service -> is(service, fragment, now));
    }

    private static boolean is(OwnService service, String fragment, Instant now) {
        return service.fragment().equals(fragment) && service.validAt(now);
    }
}
