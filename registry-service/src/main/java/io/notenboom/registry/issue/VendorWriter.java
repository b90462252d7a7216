// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.registry.contract.ContractWish;
import io.notenboom.registry.contract.IssuedContract;
import io.notenboom.registry.contract.IssuedContracts;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.enrolment.OwnEnrolment;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.NodeRegistration;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.projection.EventVerdict;
import io.notenboom.registry.projection.VendorView;
import io.notenboom.registry.rule.Verdict;
import io.notenboom.registry.stream.StreamHead;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
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

    private final OwnIdentityStore identity;
    private final IssuedContracts contracts;
    private final OwnStream stream;
    private final ContractWriter writer;
    private final NodeAddress address;

    /** The address that this node publishes; asked when it is needed, because its port may be known late. */
    @FunctionalInterface
    public interface NodeAddress {

        /** {@code https://host:port} of the peer listener; empty of a node that peers cannot call, which is not registered. */
        Optional<String> current();
    }

    VendorWriter(
            OwnIdentityStore identity,
            IssuedContracts contracts,
            OwnStream stream,
            ContractWriter writer,
            NodeAddress address) {
        this.identity = identity;
        this.contracts = contracts;
        this.stream = stream;
        this.writer = writer;
        this.address = address;
    }

    private IssueOutcome inOwnStream(Function<ContractWriter.Own, IssueOutcome> work) {
        Optional<OwnCertificate> ca = vendorCa();
        List<VendorView> streams = ca.map(stream::ownedBy).orElse(List.of());
        if (ca.isEmpty() || streams.isEmpty()) {
            return new IssueOutcome.NotReady("register the vendor first");
        }
        return streams.size() > 1 ? SEVERAL_STREAMS : work.apply(new ContractWriter.Own(ca.get(), streams.getFirst()));
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

    /** The head of the vendor's stream; empty while there is none, or more than one. */
    public synchronized Optional<StreamHead> ownHead() {
        List<VendorView> streams = vendorCa().map(stream::ownedBy).orElse(List.of());
        return streams.size() == 1 ? stream.head(streams.getFirst().stream()) : Optional.empty();
    }

    /** Issues the contract certificate and proposes the contract. */
    public synchronized IssueOutcome propose(ContractWish wish) {
        return inOwnStream(own -> writer.propose(wish, own));
    }

    /** Approves a proposed contract with the contract certificate (seed, note to ContractApproval). */
    public synchronized IssueOutcome approve(UUID contractId) {
        return ofContract(contractId, (contract, own) -> writer.approve(contract, own));
    }

    /**
     * Has another contract take the place of one, because a contract has one certificate for life: with the same wish, another
     * key and another id, proposed and approved. What was signed with the one before goes on counting; what is signed from now
     * on is signed with the next. If there is a later one already, only what it lacks is issued.
     *
     * @return with the id of the next contract as subject
     * @throws io.notenboom.custody.NoKeyAvailableException if the custodian has no unused key of purpose contract; nothing was
     *     changed
     */
    public synchronized IssueOutcome succeed(UUID contractId) {
        return ofContract(contractId, (contract, own) -> writer.succeed(contract, own, () -> {}));
    }

    /**
     * The same for a contract whose key somebody else may have: it signs nothing here any more, from the moment at which there
     * is a next one. Others go on to accept what it signs until the Foundation revokes its certificate.
     *
     * @return with the id of the next contract as subject
     * @throws io.notenboom.custody.NoKeyAvailableException if the custodian has no unused key of purpose contract; nothing was
     *     changed
     */
    public synchronized IssueOutcome replaceLost(UUID contractId, Instant since) {
        return ofContract(
                contractId, (contract, own) -> writer.succeed(contract, own, () -> contracts.lose(contractId, since)));
    }

    /** Signs nothing with the key of a contract any more, which nothing takes the place of. */
    public synchronized void lose(UUID contractId, Instant since) {
        contracts.lose(contractId, since);
    }

    private IssueOutcome ofContract(
            UUID contractId, BiFunction<IssuedContract, ContractWriter.Own, IssueOutcome> work) {
        return contracts
                .find(contractId)
                .map(contract -> inOwnStream(own -> work.apply(contract, own)))
                .orElseGet(() -> new IssueOutcome.Unknown("contract"));
    }

    /** Registers an endpoint, or a new version of it. */
    public synchronized IssueOutcome endpoint(EndpointWish wish) {
        return inOwnStream(own -> endpoint(wish, own));
    }

    private IssueOutcome endpoint(EndpointWish wish, ContractWriter.Own own) {
        Instant issuedAt = stream.nextDate(Optional.of(own.stream()));
        Optional<EventVerdict> known = stream.last(
                own.stream(),
                payload -> payload instanceof EndpointRegistration endpoint
                        && EndpointVersions.same(wish, endpoint, issuedAt));
        if (known.isPresent()
                && known.get().payload() instanceof EndpointRegistration endpoint
                && isLatest(own.stream(), known.get(), endpoint)
                && !writer.isSignedWithLostKey(known.get())) {
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
        return writer.register(payload, own, issuedAt);
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

    private IssueOutcome ended(EventVerdict last, @Nullable Instant end, ContractWriter.Own own) {
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
}
