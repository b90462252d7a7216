// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.enrolment.OwnEnrolment;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.ContractProposal;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.NodeRegistration;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.projection.ContractView;
import io.notenboom.registry.projection.EventVerdict;
import io.notenboom.registry.projection.RegistryView;
import io.notenboom.registry.projection.VendorView;
import io.notenboom.registry.rule.IsThereAnApprovedContract;
import io.notenboom.registry.rule.Verdict;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Issues the events of the node's own vendor (seed: "Registering a vendor", "a contract", "an endpoint"). Asking for what is
 * there already answers with it and writes nothing, so every call can be repeated after a failure. The rules are asked before
 * anything is signed. One call at a time.
 */
public final class VendorWriter {

    private static final IssueOutcome SEVERAL_STREAMS = new IssueOutcome.NotReady(
            "more than one stream begins with this vendor's CA, so its key may be stolen; ask the Foundation to revoke"
                    + " the certificate, then renew it");

    private final KeyCustodian custodian;
    private final OwnIdentityStore identity;
    private final IssuedContractStore contracts;
    private final RegistryView view;
    private final OwnStream stream;
    private final NodeAddress address;

    /** The address that this node publishes; asked when it is needed, because its port may be known late. */
    @FunctionalInterface
    public interface NodeAddress {

        /** {@code https://host:port} of the peer listener; empty of a node that peers cannot call, which is not registered. */
        Optional<String> current();
    }

    VendorWriter(
            KeyCustodian custodian,
            OwnIdentityStore identity,
            IssuedContractStore contracts,
            RegistryView view,
            OwnStream stream,
            NodeAddress address) {
        this.custodian = custodian;
        this.identity = identity;
        this.contracts = contracts;
        this.view = view;
        this.stream = stream;
        this.address = address;
    }

    /** What the vendor writes with and to. */
    private record Own(OwnCertificate ca, VendorView vendor) {

        EventId stream() {
            return vendor.stream();
        }
    }

    private IssueOutcome inOwnStream(Function<Own, IssueOutcome> work) {
        Optional<OwnCertificate> ca = vendorCa();
        List<VendorView> streams = ca.map(stream::ownedBy).orElse(List.of());
        if (ca.isEmpty() || streams.isEmpty()) {
            return new IssueOutcome.NotReady("register the vendor first");
        }
        return streams.size() > 1 ? SEVERAL_STREAMS : work.apply(new Own(ca.get(), streams.getFirst()));
    }

    private Optional<OwnCertificate> vendorCa() {
        return identity.enrolment(EnrolmentKind.VENDOR_CA).flatMap(OwnEnrolment::certificate);
    }

    /**
     * Registers the vendor and its node.
     *
     * @param vendor OID
     * @param name name of the vendor
     */
    public synchronized IssueOutcome register(String vendor, String name) {
        Optional<OwnCertificate> ca = vendorCa();
        Optional<OwnCertificate> node = identity.nodeIdentity();
        if (ca.isEmpty() || node.isEmpty()) {
            return new IssueOutcome.NotReady("install the vendor-ca and the node-ca certificate first");
        }
        IssueOutcome registered = registerVendor(vendor, name, ca.get());
        if (!(registered instanceof IssueOutcome.Issued vendorIssued)) {
            return registered;
        }
        Optional<String> reached = address.current();
        if (reached.isEmpty()) {
            return registered;
        }
        IssueOutcome nodeRegistered =
                registerNode(new EventId(vendorIssued.subject()), ca.get(), node.get(), reached.get());
        if (!(nodeRegistered instanceof IssueOutcome.Issued nodeIssued)) {
            return nodeRegistered;
        }
        List<IssuedEvent> events = new ArrayList<>(vendorIssued.events());
        events.addAll(nodeIssued.events());
        return new IssueOutcome.Issued(vendorIssued.subject(), events, vendorIssued.isNew() || nodeIssued.isNew());
    }

    /** Registers again what this node's certificates and address are by now, if the vendor is registered. */
    public synchronized IssueOutcome registerAgain() {
        return inOwnStream(own -> register(own.vendor().vendor(), own.vendor().name()));
    }

    private IssueOutcome registerVendor(String vendor, String name, OwnCertificate ca) {
        VendorRegistration wanted = new VendorRegistration(vendor, name, Pem.write(ca.chain()));
        List<VendorView> streams = stream.ownedBy(ca);
        if (streams.size() > 1) {
            return SEVERAL_STREAMS;
        }
        Optional<EventId> own = streams.stream().map(VendorView::stream).findFirst();
        Optional<EventVerdict> last = own.flatMap(id -> stream.last(id, VendorRegistration.class::isInstance));
        return last.filter(event -> event.payload().equals(wanted))
                .map(event -> IssueOutcomes.existing(event.stream().value(), event))
                .orElseGet(() -> stream.issue(own, wanted, stream.nextDate(own), ca, KeyPurpose.VENDOR_CA));
    }

    private IssueOutcome registerNode(EventId own, OwnCertificate ca, OwnCertificate node, String reached) {
        X509Certificate nodeCa = node.chain().get(1);
        NodeRegistration wanted = new NodeRegistration(Fingerprints.x5tS256(nodeCa), reached, Pem.write(node.chain()));
        return stream.last(own, NodeRegistration.class::isInstance)
                .filter(event -> event.payload().equals(wanted))
                .map(event -> IssueOutcomes.existing(own.value(), event))
                .orElseGet(() -> stream.issue(
                        Optional.of(own), wanted, stream.nextDate(Optional.of(own)), ca, KeyPurpose.VENDOR_CA));
    }

    /** Issues the contract certificate and proposes the contract. */
    public synchronized IssueOutcome propose(ContractWish wish) {
        return inOwnStream(own -> propose(wish, own));
    }

    private IssueOutcome propose(ContractWish wish, Own own) {
        if (stream.isRevoked(own.ca())) {
            return new IssueOutcome.NotReady(
                    "the vendor's CA certificate was revoked; enrol for another one and register the vendor again");
        }
        Instant issuedAt = stream.nextDate(Optional.of(own.stream()));
        Optional<IssuedContract> known = sameWish(wish, issuedAt);
        Optional<EventVerdict> proposed = known.flatMap(contract -> proposal(own.stream(), contract.contractId()));
        if (known.isPresent() && proposed.isPresent()) {
            return IssueOutcomes.existing(known.get().contractId().toString(), proposed.get());
        }
        Instant start = wish.start() == null ? issuedAt : wish.start();
        if (Periods.judge(start, wish.end(), issuedAt) instanceof Verdict.No no) {
            return new IssueOutcome.RefusedByRule(no.rule(), no.reason());
        }
        IssuedContract contract;
        try {
            contract = known.orElseGet(() -> issueCertificate(wish, own.ca(), issuedAt));
        } catch (UnfitCertificateInputException e) {
            return new IssueOutcome.RefusedByRule(
                    "does-the-contract-certificate-fit-the-profile", String.valueOf(e.getMessage()));
        }
        ContractProposal payload = new ContractProposal(
                contract.contractId(),
                wish.careOrganisation(),
                own.vendor().vendor(),
                start,
                wish.end(),
                contract.certificate());
        return IssueOutcomes.named(
                contract.contractId().toString(),
                stream.issue(Optional.of(own.stream()), payload, issuedAt, certificate(contract), KeyPurpose.CONTRACT));
    }

    private Optional<IssuedContract> sameWish(ContractWish wish, Instant now) {
        return contracts.all().stream()
                .filter(contract -> contract.wish().equals(wish))
                .filter(contract -> wish.end() == null || wish.end().isAfter(now))
                .filter(contract ->
                        contract.parsedCertificate().getNotAfter().toInstant().isAfter(now))
                .max(Comparator.comparing(
                        contract -> contract.parsedCertificate().getNotBefore()));
    }

    private Optional<EventVerdict> proposal(EventId ownStream, UUID contractId) {
        return stream.last(
                ownStream,
                payload -> payload instanceof ContractProposal proposal
                        && proposal.contractId().equals(contractId));
    }

    private IssuedContract issueCertificate(ContractWish wish, OwnCertificate ca, Instant issuedAt) {
        var subject = wish.subject();
        KeyId key = custodian.claim(KeyPurpose.CONTRACT);
        X509Certificate certificate = CertificateIssuer.of(
                        ca.certificate(), CustodianSigner.of(custodian, ca.key(), KeyPurpose.VENDOR_CA))
                .contract(subject, custodian.publicKey(key), issuedAt);
        IssuedContract contract = new IssuedContract(UUID.randomUUID(), key, wish, Pem.write(certificate));
        contracts.save(contract);
        return contract;
    }

    private static OwnCertificate certificate(IssuedContract contract) {
        return new OwnCertificate(contract.key(), List.of(contract.parsedCertificate()));
    }

    /** Approves a proposed contract with the contract certificate (seed, note to ContractApproval). */
    public synchronized IssueOutcome approve(UUID contractId) {
        Optional<IssuedContract> contract = contracts.find(contractId);
        return contract.isEmpty()
                ? new IssueOutcome.Unknown("contract")
                : inOwnStream(own -> approve(contract.get(), own.stream()));
    }

    private IssueOutcome approve(IssuedContract contract, EventId own) {
        ContractApproval payload = new ContractApproval(contract.contractId());
        String subject = contract.contractId().toString();
        return stream.last(own, payload::equals)
                .map(event -> IssueOutcomes.existing(subject, event))
                .orElseGet(() -> IssueOutcomes.named(
                        subject,
                        stream.issue(
                                Optional.of(own),
                                payload,
                                stream.nextDate(Optional.of(own)),
                                certificate(contract),
                                KeyPurpose.CONTRACT)));
    }

    /** Registers an endpoint, or a new version of it. */
    public synchronized IssueOutcome endpoint(EndpointWish wish) {
        return inOwnStream(own -> endpoint(wish, own));
    }

    private IssueOutcome endpoint(EndpointWish wish, Own own) {
        Instant issuedAt = stream.nextDate(Optional.of(own.stream()));
        Optional<EventVerdict> known = stream.last(
                own.stream(),
                payload -> payload instanceof EndpointRegistration endpoint
                        && EndpointVersions.same(wish, endpoint, issuedAt));
        if (known.isPresent()
                && known.get().payload() instanceof EndpointRegistration endpoint
                && isLatest(own.stream(), known.get(), endpoint)) {
            return IssueOutcomes.existing(endpoint.endpointId(), known.get());
        }
        EndpointRegistration payload = new EndpointRegistration(
                wish.careOrganisation(),
                own.vendor().vendor(),
                wish.endpointId() == null ? "urn:uuid:" + UUID.randomUUID() : wish.endpointId(),
                wish.endpointType(),
                wish.location(),
                wish.start() == null ? issuedAt : wish.start(),
                wish.end());
        if (Periods.judge(payload.start(), payload.end(), issuedAt) instanceof Verdict.No no) {
            return new IssueOutcome.RefusedByRule(no.rule(), no.reason());
        }
        return contractFor(own.stream(), payload)
                .map(contract -> IssueOutcomes.named(
                        payload.endpointId(),
                        stream.issue(
                                Optional.of(own.stream()),
                                payload,
                                issuedAt,
                                certificate(contract),
                                KeyPurpose.CONTRACT)))
                .orElseGet(() -> new IssueOutcome.RefusedByRule(
                        Verdict.nameOf(IsThereAnApprovedContract.class),
                        "there is no approved contract with this care organisation that is in force over the endpoint's"
                                + " whole period"));
    }

    /**
     * Ends an endpoint by a new version of it. One that ends no later than asked for stays as it is.
     *
     * @param end until when it may be used; null for the earliest moment that the rules allow, a second from now
     */
    public synchronized IssueOutcome endEndpoint(String endpointId, @Nullable Instant end) {
        return inOwnStream(own -> stream.last(own.stream(), payload -> EndpointVersions.isOf(endpointId, payload))
                .map(last -> ended(last, end, own))
                .orElseGet(() -> new IssueOutcome.Unknown("endpoint")));
    }

    private IssueOutcome ended(EventVerdict last, @Nullable Instant end, Own own) {
        Instant wanted =
                end == null ? stream.nextDate(Optional.of(own.stream())).plusSeconds(1) : end;
        if (!(last.payload() instanceof EndpointRegistration known)) {
            return new IssueOutcome.Unknown("endpoint");
        }
        if (known.end() != null && !known.end().isAfter(wanted)) {
            return IssueOutcomes.existing(known.endpointId(), last);
        }
        return endpoint(
                new EndpointWish(
                        known.careOrganisation(),
                        known.endpointId(),
                        known.endpointType(),
                        known.location(),
                        null,
                        wanted),
                own);
    }

    private boolean isLatest(EventId ownStream, EventVerdict event, EndpointRegistration endpoint) {
        return stream.last(ownStream, payload -> EndpointVersions.isOf(endpoint.endpointId(), payload))
                .filter(last -> last.id().equals(event.id()))
                .isPresent();
    }

    private Optional<IssuedContract> contractFor(EventId ownStream, EndpointRegistration endpoint) {
        return view.contractsWith(endpoint.careOrganisation()).stream()
                .filter(contract -> contract.stream().equals(ownStream))
                .map(ContractView::contract)
                .filter(contract -> contract.approved() && contract.covers(endpoint.start(), endpoint.end()))
                .flatMap(contract -> contracts.find(contract.contractId()).stream())
                .max(Comparator.comparing(
                        contract -> contract.parsedCertificate().getNotBefore()));
    }
}
