// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.registry.certificate.CertificateTerm;
import io.notenboom.registry.contract.ContractWish;
import io.notenboom.registry.contract.IssuedContract;
import io.notenboom.registry.contract.IssuedContracts;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.ContractProposal;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.projection.ContractView;
import io.notenboom.registry.projection.EventVerdict;
import io.notenboom.registry.projection.RegistryView;
import io.notenboom.registry.projection.VendorView;
import io.notenboom.registry.rule.IsThereAnApprovedContract;
import io.notenboom.registry.rule.Verdict;
import io.notenboom.registry.rule.certificate.DoesTheContractCertificateFitTheProfile;
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

/**
 * Issues contract certificates, and the events that are signed with them. Each step is found when it was taken before, so that
 * what broke off goes on where it was. Callers hold the writer's lock.
 */
final class ContractWriter {

    private static final Comparator<IssuedContract> BY_AGE =
            Comparator.comparing(contract -> contract.parsedCertificate().getNotBefore());

    private final KeyCustodian custodian;
    private final IssuedContracts contracts;
    private final RegistryView view;
    private final OwnStream stream;

    ContractWriter(KeyCustodian custodian, IssuedContracts contracts, RegistryView view, OwnStream stream) {
        this.custodian = custodian;
        this.contracts = contracts;
        this.view = view;
        this.stream = stream;
    }

    /** What the vendor writes with and to. */
    record Own(OwnCertificate ca, VendorView vendor) {

        EventId stream() {
            return vendor.stream();
        }
    }

    /** Issues the contract certificate and proposes the contract. */
    IssueOutcome propose(ContractWish wish, Own own) {
        Instant issuedAt = stream.nextDate(Optional.of(own.stream()));
        List<IssuedContract> same = contracts.with(wish.careOrganisation()).stream()
                .filter(contract -> contract.wish().equals(wish))
                .filter(contract -> wish.end() == null || wish.end().isAfter(issuedAt))
                .toList();
        Optional<IssuedContract> known =
                same.stream().filter(contract -> isUsable(contract, issuedAt)).max(BY_AGE);
        if (known.isPresent()) {
            return propose(known.get(), own, issuedAt);
        }
        Optional<UUID> series = same.stream().max(BY_AGE).map(IssuedContract::series);
        Instant start = start(wish, series.isPresent(), issuedAt);
        if (Periods.judge(start, wish.end(), issuedAt) instanceof Verdict.No no) {
            return new IssueOutcome.RefusedByRule(no.rule(), no.reason());
        }
        return withCertificate(wish, series, own, issuedAt, contract -> propose(contract, own, issuedAt));
    }

    private boolean isUsable(IssuedContract contract, Instant at) {
        X509Certificate certificate = contract.parsedCertificate();
        return contract.lost() == null
                && certificate.getNotAfter().toInstant().isAfter(at)
                && !stream.isRevoked(Fingerprints.x5tS256(certificate));
    }

    /** One that follows another begins when it is proposed at the earliest, because the rules let no contract begin before. */
    private static Instant start(ContractWish wish, boolean isSuccessor, Instant issuedAt) {
        Instant wanted = wish.start();
        return wanted == null || (isSuccessor && wanted.isBefore(issuedAt)) ? issuedAt : wanted;
    }

    private IssueOutcome propose(IssuedContract contract, Own own, Instant issuedAt) {
        String subject = contract.contractId().toString();
        Optional<EventVerdict> proposed = stream.last(
                own.stream(),
                payload -> payload instanceof ContractProposal proposal
                        && proposal.contractId().equals(contract.contractId()));
        if (proposed.isPresent()) {
            return IssueOutcomes.existing(subject, proposed.get());
        }
        ContractWish wish = contract.wish();
        ContractProposal payload = new ContractProposal(
                contract.contractId(),
                wish.careOrganisation(),
                own.vendor().vendor(),
                start(wish, contract.isSuccessor(), issuedAt),
                wish.end(),
                contract.certificate());
        return IssueOutcomes.named(
                subject,
                stream.issue(Optional.of(own.stream()), payload, issuedAt, certificate(contract), KeyPurpose.CONTRACT));
    }

    private static OwnCertificate certificate(IssuedContract contract) {
        return new OwnCertificate(contract.key(), List.of(contract.parsedCertificate()));
    }

    private IssueOutcome withCertificate(
            ContractWish wish,
            Optional<UUID> series,
            Own own,
            Instant issuedAt,
            Function<IssuedContract, IssueOutcome> then) {
        if (stream.isRevoked(own.ca())) {
            return new IssueOutcome.NotReady(
                    "the vendor's CA certificate was revoked; enrol for another one and register the vendor again");
        }
        Instant end = CertificateTerm.of(own.ca().certificate()).end();
        if (end.isBefore(issuedAt)) {
            return new IssueOutcome.NotReady("the vendor's CA certificate ended on " + end + "; enrol again");
        }
        IssuedContract contract;
        try {
            contract = issueCertificate(wish, series, own.ca(), issuedAt);
        } catch (UnfitCertificateInputException e) {
            return new IssueOutcome.RefusedByRule(
                    Verdict.nameOf(DoesTheContractCertificateFitTheProfile.class), String.valueOf(e.getMessage()));
        }
        return then.apply(contract);
    }

    private IssuedContract issueCertificate(
            ContractWish wish, Optional<UUID> series, OwnCertificate ca, Instant issuedAt) {
        var subject = wish.subject();
        KeyId key = custodian.claim(KeyPurpose.CONTRACT);
        X509Certificate certificate = CertificateIssuer.of(
                        ca.certificate(), CustodianSigner.of(custodian, ca.key(), KeyPurpose.VENDOR_CA))
                .contract(subject, custodian.publicKey(key), issuedAt);
        UUID contractId = UUID.randomUUID();
        IssuedContract contract =
                new IssuedContract(contractId, key, wish, Pem.write(certificate), series.orElse(contractId), null);
        contracts.save(contract);
        return contract;
    }

    /** Approves a proposed contract with the contract certificate (seed, note to ContractApproval). */
    IssueOutcome approve(IssuedContract contract, Own own) {
        ContractApproval payload = new ContractApproval(contract.contractId());
        String subject = contract.contractId().toString();
        Optional<EventId> ownStream = Optional.of(own.stream());
        return stream.last(own.stream(), payload::equals)
                .map(event -> IssueOutcomes.existing(subject, event))
                .orElseGet(() -> contract.lost() == null
                        ? IssueOutcomes.named(
                                subject,
                                stream.issue(
                                        ownStream,
                                        payload,
                                        stream.nextDate(ownStream),
                                        certificate(contract),
                                        KeyPurpose.CONTRACT))
                        : new IssueOutcome.NotReady(
                                "somebody else may have the key of this contract; propose it again"));
    }

    /**
     * Has another contract take the place of one: with the same wish and another key, proposed and approved.
     *
     * @param issued called when there is one, before its events are issued
     */
    IssueOutcome succeed(IssuedContract before, Own own, Runnable issued) {
        Instant issuedAt = stream.nextDate(Optional.of(own.stream()));
        Optional<IssuedContract> known = contracts.seriesOf(before.contractId()).stream()
                .flatMap(series -> series.after(before.contractId()).reversed().stream())
                .flatMap(member -> contracts.find(member.contractId()).stream())
                .filter(contract -> isUsable(contract, issuedAt))
                .findFirst();
        Function<IssuedContract, IssueOutcome> then = next -> {
            issued.run();
            return putInForce(next, own, issuedAt);
        };
        return known.map(then)
                .orElseGet(() -> withCertificate(before.wish(), Optional.of(before.series()), own, issuedAt, then));
    }

    private IssueOutcome putInForce(IssuedContract next, Own own, Instant issuedAt) {
        IssueOutcome proposed = propose(next, own, issuedAt);
        if (!(proposed instanceof IssueOutcome.Issued proposal)) {
            return proposed;
        }
        IssueOutcome approved = approve(next, own);
        if (!(approved instanceof IssueOutcome.Issued approval)) {
            return approved;
        }
        List<IssuedEvent> events = new ArrayList<>(proposal.events());
        events.addAll(approval.events());
        return new IssueOutcome.Issued(proposal.subject(), events, proposal.isNew() || approval.isNew());
    }

    /** Whether an event has to be signed anew to count on its own: its key may be somebody else's, or was revoked. */
    boolean isSignedWithLostKey(EventVerdict event) {
        return isOut(event.header().signerThumbprint());
    }

    private boolean isOut(String thumbprint) {
        return contracts.isLost(thumbprint) || stream.isRevoked(thumbprint);
    }

    /** Registers a version of an endpoint, signed with the newest approved contract that covers its period. */
    IssueOutcome register(EndpointRegistration endpoint, Own own, Instant issuedAt) {
        List<ContractView> covering = view.contractsWith(endpoint.careOrganisation()).stream()
                .filter(known -> known.stream().equals(own.stream())
                        && known.contract().approved()
                        && known.contract().covers(endpoint.start(), endpoint.end())
                        && contracts.seriesOf(known.contract().contractId()).isPresent())
                .toList();
        if (covering.isEmpty()) {
            return new IssueOutcome.RefusedByRule(
                    Verdict.nameOf(IsThereAnApprovedContract.class),
                    "there is no approved contract with this care organisation that is in force over the endpoint's"
                            + " whole period");
        }
        return newestThatSigns(covering, issuedAt)
                .map(contract -> IssueOutcomes.named(
                        endpoint.endpointId(),
                        stream.issue(
                                Optional.of(own.stream()),
                                endpoint,
                                issuedAt,
                                certificate(contract),
                                KeyPurpose.CONTRACT)))
                .orElseGet(() -> new IssueOutcome.NotReady(
                        "no certificate of a contract with this care organisation may sign any more; begin the next with"
                                + " notenboom rotate start contract-certificate "
                                + covering.getLast().contract().contractId()));
    }

    private Optional<IssuedContract> newestThatSigns(List<ContractView> covering, Instant issuedAt) {
        return covering.stream()
                .filter(known -> !known.signsUntil().isBefore(issuedAt)
                        && !isOut(known.contract().certificateThumbprint()))
                .flatMap(known -> contracts.find(known.contract().contractId()).stream())
                .max(BY_AGE);
    }
}
