// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.event.CertificateRevocation;
import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.ContractProposal;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.EndpointTypeTable;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.ForkResolution;
import io.notenboom.registry.event.FoundationRegistration;
import io.notenboom.registry.event.NodeRegistration;
import io.notenboom.registry.event.NotUnderstood;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.rule.SeedRules;
import io.notenboom.registry.rule.Verdict;
import io.notenboom.registry.rule.facts.Candidate;
import io.notenboom.registry.rule.facts.Contract;
import io.notenboom.registry.rule.facts.StreamFacts;
import io.notenboom.registry.verify.VerifiedEvent;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one stream shows, computed from its events in order and the endpoint types in force at their dates. */
final class StreamProjection implements StreamFacts {

    /** A contract with what its certificate and proposal say. */
    record KnownContract(Contract contract, CareOrganisationName name, EventId proposal) {}

    /** One version of an endpoint. */
    record EndpointVersion(EventId event, EndpointRegistration registration) {}

    private final EventId stream;
    private final SeedRules rules;
    private final X509Certificate foundationRoot;
    private final Function<Instant, EndpointTypes> types;
    private final Map<EventId, ProjectionStanding> standings = new LinkedHashMap<>();
    private final List<List<X509Certificate>> vendorCertificates = new ArrayList<>();
    private final Map<UUID, KnownContract> contracts = new LinkedHashMap<>();
    private final Map<String, List<EndpointVersion>> endpoints = new LinkedHashMap<>();

    private @Nullable VendorRegistration registration;
    private @Nullable Instant registeredAt;
    private @Nullable NodeRegistration node;
    private boolean frozen;

    StreamProjection(
            EventId stream, SeedRules rules, X509Certificate foundationRoot, Function<Instant, EndpointTypes> types) {
        this.stream = stream;
        this.rules = rules;
        this.foundationRoot = foundationRoot;
        this.types = types;
    }

    /** Adds the next event. */
    void apply(VerifiedEvent event, long frozenFrom) {
        if (event.header().sequence() >= frozenFrom) {
            frozen = true;
            standings.put(event.id(), new ProjectionStanding.Frozen());
        } else if (event.payload() instanceof NotUnderstood payload) {
            standings.put(event.id(), new ProjectionStanding.NotUnderstood(payload.problem()));
        } else {
            standings.put(event.id(), judged(event));
        }
    }

    /** Marks the stream as frozen by a fork. */
    void markFrozen() {
        frozen = true;
    }

    private ProjectionStanding judged(VerifiedEvent event) {
        return switch (judge(event.candidate())) {
            case Verdict.No no -> new ProjectionStanding.Refused(no.rule(), no.reason());
            case Verdict.Yes _ -> {
                accept(event);
                yield new ProjectionStanding.Valid();
            }
        };
    }

    /** Asks the questions of an event that would come next. */
    Verdict judge(Candidate candidate) {
        return rules.judge(candidate, this);
    }

    private void accept(VerifiedEvent event) {
        switch (event.payload()) {
            case VendorRegistration payload -> register(payload, event);
            case ContractProposal payload -> propose(payload, event);
            case ContractApproval payload ->
                contracts.computeIfPresent(
                        payload.contractId(),
                        (id, known) -> new KnownContract(known.contract().approve(), known.name(), known.proposal()));
            case EndpointRegistration payload ->
                endpoints
                        .computeIfAbsent(payload.endpointId(), id -> new ArrayList<>())
                        .add(new EndpointVersion(event.id(), payload));
            case NodeRegistration payload -> node = payload;
            case FoundationRegistration _,
                    EndpointTypeTable _,
                    CertificateRevocation _,
                    ForkResolution _,
                    NotUnderstood _ -> {}
        }
    }

    private void register(VendorRegistration payload, VerifiedEvent event) {
        if (registration == null) {
            registeredAt = event.header().issuedAt();
        }
        registration = payload;
        vendorCertificates.add(Pem.readCertificates(payload.caCertificate()));
    }

    private void propose(ContractProposal payload, VerifiedEvent event) {
        X509Certificate certificate = Pem.readFirstCertificate(payload.certificate());
        Contract contract = new Contract(
                payload.contractId(),
                payload.vendor(),
                payload.careOrganisation(),
                payload.start(),
                payload.end(),
                Fingerprints.x5tS256(certificate),
                false);
        contracts.put(
                payload.contractId(), new KnownContract(contract, CareOrganisationNames.of(certificate), event.id()));
    }

    EventId stream() {
        return stream;
    }

    boolean frozen() {
        return frozen;
    }

    Optional<VendorRegistration> registration() {
        return Optional.ofNullable(registration);
    }

    Optional<Instant> registeredAt() {
        return Optional.ofNullable(registeredAt);
    }

    Optional<NodeRegistration> node() {
        return Optional.ofNullable(node);
    }

    List<KnownContract> knownContracts() {
        return List.copyOf(contracts.values());
    }

    /** The version of each endpoint of an organisation in force at a moment: the last one that has begun. */
    List<EndpointVersion> endpointsAt(String organisation, Instant at) {
        return endpoints.values().stream()
                .flatMap(versions -> versions.reversed().stream()
                        .filter(version -> !version.registration().start().isAfter(at))
                        .findFirst()
                        .stream())
                .filter(version -> version.registration().careOrganisation().equals(organisation))
                .filter(version -> endsAfter(version.registration().end(), at))
                .toList();
    }

    private static boolean endsAfter(@Nullable Instant end, Instant at) {
        return end == null || at.isBefore(end);
    }

    Optional<ProjectionStanding> standing(EventId event) {
        return Optional.ofNullable(standings.get(event));
    }

    @Override
    public Optional<String> vendor() {
        return registration().map(VendorRegistration::vendor);
    }

    @Override
    public List<List<X509Certificate>> vendorCertificateChains() {
        return List.copyOf(vendorCertificates);
    }

    @Override
    public Optional<Contract> contract(UUID contractId) {
        return Optional.ofNullable(contracts.get(contractId)).map(KnownContract::contract);
    }

    @Override
    public List<Contract> contracts() {
        return contracts.values().stream().map(KnownContract::contract).toList();
    }

    @Override
    public Optional<String> organisationOfEndpoint(String endpointId) {
        return Optional.ofNullable(endpoints.get(endpointId))
                .map(versions -> versions.getLast().registration().careOrganisation());
    }

    @Override
    public EndpointTypes endpointTypes(Instant issuedAt) {
        return types.apply(issuedAt);
    }

    @Override
    public X509Certificate foundationRoot() {
        return foundationRoot;
    }
}
