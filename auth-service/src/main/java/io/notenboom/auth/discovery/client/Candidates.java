// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.auth.standing.IssuerRegistration;
import io.notenboom.auth.standing.StandingStore;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Own subjects that the registry knows, and that could take part in a service but do not yet. */
public final class Candidates {

    private final Subjects subjects;
    private final ServiceDefinitions definitions;
    private final RegistrationMaker maker;
    private final ActivationStore activations;
    private final StandingStore registrations;
    private final PublicUrl publicUrl;
    private final InstantSource clock;

    /**
     * @param parts what activations work with
     * @param registrations what is known of the registry
     * @param publicUrl names the authorization servers of own subjects
     */
    public Candidates(Activations.Parts parts, StandingStore registrations, PublicUrl publicUrl, InstantSource clock) {
        this.subjects = parts.subjects();
        this.definitions = parts.definitions();
        this.maker = parts.maker();
        this.activations = parts.store();
        this.registrations = registrations;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /**
     * The candidates for a service, sorted by subject.
     *
     * @param visible which subjects the caller may see
     * @return empty if no definition has this id
     */
    public Optional<List<Candidate>> of(String serviceId, Predicate<SubjectId> visible) {
        return definitions.current().find(serviceId).map(service -> {
            List<IssuerRegistration> known = registrations.all();
            return subjects.list().stream()
                    .filter(subject -> visible.test(subject.id()))
                    .filter(subject -> activations.find(serviceId, subject.id()).isEmpty())
                    .filter(subject -> holdsTheCredentials(service, subject))
                    .map(subject -> new Candidate(subject.id(), organisations(subject.id(), known)))
                    .filter(candidate -> !candidate.organisations().isEmpty())
                    .toList();
        });
    }

    private boolean holdsTheCredentials(ServiceDefinition service, Subject subject) {
        return subject.activeDids().stream()
                .map(OwnDid::did)
                .anyMatch(did -> service.accepts(did)
                        && maker.canMake(
                                service, subject.id(), subject.ownDid(did).orElseThrow()));
    }

    private List<String> organisations(SubjectId subject, List<IssuerRegistration> known) {
        String issuer = publicUrl.issuer(subject);
        Instant now = clock.instant();
        return known.stream()
                .filter(registration -> registration.issuer().equals(issuer) && inForce(registration.standing(), now))
                .map(IssuerRegistration::organisation)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean inForce(IssuerRegistration.Standing standing, Instant now) {
        Instant until = standing.until();
        return standing.good() && (until == null || now.isBefore(until));
    }

    /**
     * A subject that could take part.
     *
     * @param subject the subject
     * @param organisations the organisations that the registry has its authorization server for, at least one
     */
    public record Candidate(SubjectId subject, List<String> organisations) {

        /** Copies the list. */
        public Candidate {
            Objects.requireNonNull(subject, "subject");
            organisations = List.copyOf(organisations);
        }
    }
}
