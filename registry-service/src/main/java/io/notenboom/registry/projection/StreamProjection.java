// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.decision.FoundationDecisions;
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
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.rule.SeedRules;
import io.notenboom.registry.rule.Verdict;
import io.notenboom.registry.rule.facts.Candidate;
import io.notenboom.registry.rule.facts.Contract;
import io.notenboom.registry.rule.facts.StreamFacts;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one stream shows, computed from its events in order and the endpoint types in force at their dates. Changed under the
 * lock of {@link RegistryProjection} only.
 */
final class StreamProjection implements StreamFacts {

    /** A contract with what its certificate and proposal say. */
    record KnownContract(Contract contract, CareOrganisationName name, EventId proposal) {}

    /** One version of an endpoint. */
    record EndpointVersion(EventId event, EndpointRegistration registration) {}

    private final EventId stream;
    private final SeedRules rules;
    private final X509Certificate foundationRoot;
    private final Function<Instant, EndpointTypes> types;
    private final Supplier<FoundationDecisions> decisions;
    private final List<AppliedEvent> events = new ArrayList<>();
    private final List<ProjectionStanding> standings = new ArrayList<>();
    private final List<List<X509Certificate>> vendorCertificates = new ArrayList<>();
    private final StreamContracts contracts = new StreamContracts();
    private final StreamEndpoints endpoints = new StreamEndpoints();
    private @Nullable VendorRegistration registration;
    private @Nullable Instant registeredAt;
    private @Nullable NodeRegistration node;
    private @Nullable String nodeThumbprint;
    private final Map<EventId, AppliedEvent> offChain = new HashMap<>();
    private boolean frozen;
    private volatile @Nullable String digest;

    StreamProjection(
            EventId stream,
            SeedRules rules,
            X509Certificate foundationRoot,
            Function<Instant, EndpointTypes> types,
            Supplier<FoundationDecisions> decisions) {
        this.stream = stream;
        this.rules = rules;
        this.foundationRoot = foundationRoot;
        this.types = types;
        this.decisions = decisions;
    }

    /** Adds the next event; returns its place. */
    int append(AppliedEvent event) {
        offChain.remove(event.id());
        events.add(event);
        judge(event);
        return events.size() - 1;
    }

    /**
     * The first events stay, those after them do not count; {@link #rebuild} has to follow.
     *
     * @param fork whether they wait for a decision about a fork; otherwise they lost one
     */
    void cutBack(long size, boolean fork) {
        List<AppliedEvent> cut = events.subList((int) Math.min(size, events.size()), events.size());
        cut.forEach(event -> offChain.put(event.id(), event));
        cut.clear();
        frozen = fork;
    }

    /** Judges all events again. */
    void rebuild() {
        standings.clear();
        vendorCertificates.clear();
        contracts.clear();
        endpoints.clear();
        registration = null;
        registeredAt = null;
        node = null;
        nodeThumbprint = null;
        digest = null;
        events.forEach(this::judge);
    }

    private void judge(AppliedEvent event) {
        digest = null;
        standings.add(standingOf(event));
    }

    private ProjectionStanding standingOf(AppliedEvent event) {
        FoundationDecisions decided = decisions.get();
        if (decided.revocations().voids(stream, event.header().sequence(), event.signer())) {
            return new ProjectionStanding.Revoked();
        }
        if (event.payload() instanceof NotUnderstood payload) {
            return new ProjectionStanding.NotUnderstood(payload.problem());
        }
        Optional<String> question = decided.whyIneffective(event.id());
        if (question.isPresent()) {
            return new ProjectionStanding.Refused(question.get(), "this decision of the Foundation has no effect");
        }
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

    private void accept(AppliedEvent event) {
        switch (event.payload()) {
            case VendorRegistration payload -> register(payload, event);
            case ContractProposal payload -> contracts.propose(proposed(payload, event));
            case ContractApproval payload -> contracts.approve(payload.contractId());
            case EndpointRegistration payload -> endpoints.add(new EndpointVersion(event.id(), payload));
            case NodeRegistration payload -> {
                node = payload;
                nodeThumbprint = Fingerprints.x5tS256(Pem.readFirstCertificate(payload.certificate()));
            }
            case FoundationRegistration _,
                    EndpointTypeTable _,
                    CertificateRevocation _,
                    ForkResolution _,
                    NotUnderstood _ -> {}
        }
    }

    private void register(VendorRegistration payload, AppliedEvent event) {
        if (registration == null) {
            registeredAt = event.header().issuedAt();
        }
        registration = payload;
        vendorCertificates.add(Pem.readCertificates(payload.caCertificate()));
    }

    private static KnownContract proposed(ContractProposal payload, AppliedEvent event) {
        X509Certificate certificate = Pem.readFirstCertificate(payload.certificate());
        Contract contract = new Contract(
                payload.contractId(),
                payload.vendor(),
                payload.careOrganisation(),
                payload.start(),
                payload.end(),
                Fingerprints.x5tS256(certificate),
                false);
        return new KnownContract(contract, CareOrganisationNames.of(certificate), event.id());
    }

    EventId stream() {
        return stream;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Number of events that count. */
    int size() {
        return events.size();
    }

    /** Whether the stream waits for a decision about a fork. */
    boolean frozen() {
        return frozen;
    }

    /** Whether an event here was signed with one of these certificates, or one that they issued. */
    boolean uses(Set<String> thumbprints) {
        return !thumbprints.isEmpty()
                && events.stream()
                        .anyMatch(event -> event.signer().thumbprints().stream().anyMatch(thumbprints::contains));
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

    /** Base64url SHA-256 of the node's identity certificate; empty without a node. */
    Optional<String> nodeThumbprint() {
        return Optional.ofNullable(nodeThumbprint);
    }

    Collection<KnownContract> knownContracts() {
        return contracts.all();
    }

    List<KnownContract> knownContractsWith(String organisation) {
        return contracts.with(organisation);
    }

    /** The approved contracts with an organisation that are in force at a moment. */
    List<KnownContract> contractsInForce(String organisation, Instant at) {
        return contracts.with(organisation).stream()
                .filter(known -> known.contract().approved() && known.contract().holdsAt(at))
                .toList();
    }

    /** OIDs of the organisations with an approved contract, at whatever time. */
    Stream<String> organisations() {
        return contracts.all().stream()
                .map(KnownContract::contract)
                .filter(Contract::approved)
                .map(Contract::careOrganisation);
    }

    /** Dates in the approved contracts and the endpoints of an organisation. */
    Set<Instant> changes(String organisation) {
        Set<Instant> moments = new HashSet<>();
        contracts.with(organisation).stream()
                .map(KnownContract::contract)
                .filter(Contract::approved)
                .forEach(contract -> add(moments, contract.start(), contract.endOrNull()));
        endpoints
                .of(organisation)
                .map(EndpointVersion::registration)
                .forEach(version -> add(moments, version.start(), version.end()));
        return moments;
    }

    private static void add(Set<Instant> moments, Instant start, @Nullable Instant end) {
        moments.add(start);
        if (end != null) {
            moments.add(end);
        }
    }

    List<EndpointVersion> endpointsAt(String organisation, Instant at) {
        return endpoints.at(organisation, at);
    }

    Stream<EndpointVersion> endpointVersions() {
        return endpoints.all();
    }

    /** Whether an event that depends on the endpoint types was issued at or after a moment. */
    boolean dependsOnTypesFrom(Instant moment) {
        return events.stream()
                .anyMatch(event -> event.payload() instanceof EndpointRegistration
                        && !event.header().issuedAt().isBefore(moment));
    }

    /** The tables of endpoint types that this stream publishes, with their events. */
    void eachValidTable(BiConsumer<AppliedEvent, EndpointTypes> consumer) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).payload() instanceof EndpointTypeTable table
                    && standings.get(i) instanceof ProjectionStanding.Valid) {
                consumer.accept(events.get(i), table.types());
            }
        }
    }

    /** An event and its standing, by its place if it is on the chain. */
    EventVerdict event(EventId id, int place) {
        AppliedEvent lost = offChain.get(id);
        if (lost != null) {
            return verdict(lost, frozen ? new ProjectionStanding.Frozen() : new ProjectionStanding.ForkLost());
        }
        return verdict(events.get(place), standings.get(place));
    }

    private EventVerdict verdict(AppliedEvent event, ProjectionStanding standing) {
        return new EventVerdict(event.id(), stream, event.header(), event.payload(), standing);
    }

    /** The last valid event that satisfies a condition. */
    Optional<EventVerdict> last(Predicate<RegistryEvent> condition) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (standings.get(i) instanceof ProjectionStanding.Valid
                    && condition.test(events.get(i).payload())) {
                return Optional.of(verdict(events.get(i), standings.get(i)));
            }
        }
        return Optional.empty();
    }

    /** The standing of the event at a place of the chain. */
    ProjectionStanding standing(int place) {
        return standings.get(place);
    }

    /** The standings of all events of the chain, in order. */
    void eachStanding(BiConsumer<EventId, ProjectionStanding> consumer) {
        for (int i = 0; i < events.size(); i++) {
            consumer.accept(events.get(i).id(), standings.get(i));
        }
    }

    /** Digest of what this stream shows, see {@link ProjectionDigest}. */
    String digest() {
        String known = digest;
        if (known == null) {
            known = ProjectionDigest.of(this);
            digest = known;
        }
        return known;
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
        return contracts.find(contractId);
    }

    @Override
    public List<Contract> contractsWith(String careOrganisation) {
        return contracts.with(careOrganisation).stream()
                .map(KnownContract::contract)
                .toList();
    }

    @Override
    public Optional<String> organisationOfEndpoint(String endpointId) {
        return endpoints.organisationOf(endpointId);
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
