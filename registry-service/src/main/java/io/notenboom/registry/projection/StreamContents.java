// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.certificate.EventCertificates;
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
import io.notenboom.registry.rule.facts.Contract;
import io.notenboom.registry.rule.facts.StreamFacts;
import io.notenboom.registry.stream.Signer;
import io.notenboom.trust.x509.Fingerprints;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the valid events of one stream say: its vendor, node, contracts and endpoints, and so what the rules may know when they
 * judge the next event. Changed under the lock of {@link RegistryProjection} only.
 */
final class StreamContents implements StreamFacts {

    /** A contract with what its certificate and proposal say. */
    record KnownContract(Contract contract, CareOrganisationName name, EventId proposal, Instant signsUntil) {

        KnownContract approve() {
            return new KnownContract(contract.approve(), name, proposal, signsUntil);
        }
    }

    /** One version of an endpoint. */
    record EndpointVersion(EventId event, EndpointRegistration registration) {}

    private final X509Certificate foundationRoot;
    private final Function<Instant, EndpointTypes> types;
    private final List<List<X509Certificate>> vendorCertificates = new ArrayList<>();
    private final StreamContracts contracts = new StreamContracts();
    private final StreamEndpoints endpoints = new StreamEndpoints();
    private @Nullable VendorRegistration registration;
    private @Nullable Instant registeredAt;
    private @Nullable NodeRegistration node;
    private @Nullable String nodeThumbprint;

    StreamContents(X509Certificate foundationRoot, Function<Instant, EndpointTypes> types) {
        this.foundationRoot = foundationRoot;
        this.types = types;
    }

    /** Forgets everything. */
    void clear() {
        vendorCertificates.clear();
        contracts.clear();
        endpoints.clear();
        registration = null;
        registeredAt = null;
        node = null;
        nodeThumbprint = null;
    }

    /** Takes in the next valid event. */
    void accept(AppliedEvent event) {
        switch (event.payload()) {
            case VendorRegistration payload -> register(payload, event);
            case ContractProposal payload -> contracts.propose(proposed(payload, event));
            case ContractApproval payload -> contracts.approve(payload.contractId());
            case EndpointRegistration payload -> endpoints.add(new EndpointVersion(event.id(), payload));
            case NodeRegistration payload -> {
                node = payload;
                nodeThumbprint = Fingerprints.x5tS256(EventCertificates.readFirst(payload.certificate()));
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
        vendorCertificates.add(EventCertificates.read(payload.caCertificate()));
    }

    private KnownContract proposed(ContractProposal payload, AppliedEvent event) {
        X509Certificate certificate = EventCertificates.readFirst(payload.certificate());
        Contract contract = new Contract(
                payload.contractId(),
                payload.vendor(),
                payload.careOrganisation(),
                payload.start(),
                payload.end(),
                Fingerprints.x5tS256(certificate),
                false);
        return new KnownContract(
                contract, CareOrganisationName.of(certificate), event.id(), signsUntil(event.signer()));
    }

    private Instant signsUntil(Signer signer) {
        return Stream.concat(signer.chain().stream(), Stream.of(foundationRoot))
                .map(certificate -> certificate.getNotAfter().toInstant())
                .reduce(Instant.MAX, (one, other) -> one.isBefore(other) ? one : other);
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

    Optional<KnownContract> knownContract(UUID contractId) {
        return contracts.known(contractId);
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
