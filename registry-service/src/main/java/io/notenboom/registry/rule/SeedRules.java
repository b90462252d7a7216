// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.event.CertificateRevocation;
import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.ContractProposal;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.EndpointTypeTable;
import io.notenboom.registry.event.ForkResolution;
import io.notenboom.registry.event.FoundationRegistration;
import io.notenboom.registry.event.NodeRegistration;
import io.notenboom.registry.event.NotUnderstood;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.rule.certificate.DoesTheContractCertificateFitTheProfile;
import io.notenboom.registry.rule.certificate.DoesTheNodeAddressFitTheNodeCertificate;
import io.notenboom.registry.rule.certificate.DoesTheVendorFitItsCaCertificate;
import io.notenboom.registry.rule.certificate.IsTheContractCertificateIssuedByTheVendorCa;
import io.notenboom.registry.rule.certificate.IsTheNodeCertificateIssuedByANodeCaOfTheFoundation;
import io.notenboom.registry.rule.certificate.IsTheProposalSignedWithItsOwnCertificate;
import io.notenboom.registry.rule.certificate.IsTheVendorCaCertificateSignedByTheNutsFoundation;
import io.notenboom.registry.rule.facts.Candidate;
import io.notenboom.registry.rule.facts.StreamFacts;
import java.util.List;

/** Which questions are asked of which event, in which order. */
public final class SeedRules {

    private final IsTheVendorCaCertificateSignedByTheNutsFoundation vendorCa =
            new IsTheVendorCaCertificateSignedByTheNutsFoundation();
    private final DoesTheVendorFitItsCaCertificate vendorFits = new DoesTheVendorFitItsCaCertificate();
    private final DoesTheRegistrationKeepItsVendor keepsVendor = new DoesTheRegistrationKeepItsVendor();
    private final IsTheEventInAStreamOfTheSameVendor sameVendor = new IsTheEventInAStreamOfTheSameVendor();
    private final IsTheContractIdNew contractIsNew = new IsTheContractIdNew();
    private final IsTheStartDateOnOrAfterTheDateOfIssue start = new IsTheStartDateOnOrAfterTheDateOfIssue();
    private final IsTheEndDateAfterTheStartDate end = new IsTheEndDateAfterTheStartDate();
    private final DoesTheContractCertificateFitTheProfile profile = new DoesTheContractCertificateFitTheProfile();
    private final IsTheContractCertificateIssuedByTheVendorCa issuer =
            new IsTheContractCertificateIssuedByTheVendorCa();
    private final IsTheProposalSignedWithItsOwnCertificate ownCertificate =
            new IsTheProposalSignedWithItsOwnCertificate();
    private final IsTheContractIdReferringToAProposedContract proposed =
            new IsTheContractIdReferringToAProposedContract();
    private final IsTheApprovalSignedWithTheContractCertificate approvalSigner =
            new IsTheApprovalSignedWithTheContractCertificate();
    private final IsThereAnApprovedContract approvedContract = new IsThereAnApprovedContract();
    private final IsTheEndpointTypeSupported typeSupported = new IsTheEndpointTypeSupported();
    private final IsTheLocationFormatSupportedByTheEndpointType location =
            new IsTheLocationFormatSupportedByTheEndpointType();
    private final DoesTheEndpointKeepItsOrganisation keepsOrganisation = new DoesTheEndpointKeepItsOrganisation();
    private final IsTheNodeCertificateIssuedByANodeCaOfTheFoundation nodeCertificate =
            new IsTheNodeCertificateIssuedByANodeCaOfTheFoundation();
    private final DoesTheNodeAddressFitTheNodeCertificate nodeAddress = new DoesTheNodeAddressFitTheNodeCertificate();

    /**
     * Judges an event of a vendor's or the Foundation's stream. A payload that is not understood has no questions: whoever
     * calls has set it apart.
     *
     * @param facts the stream before the event
     */
    public Verdict judge(Candidate candidate, StreamFacts facts) {
        return switch (candidate.payload()) {
            case VendorRegistration event -> registration(event, candidate, facts);
            case ContractProposal event -> proposal(event, candidate, facts);
            case ContractApproval event -> approval(event, candidate, facts);
            case EndpointRegistration event -> endpoint(event, candidate, facts);
            case NodeRegistration event -> node(event, candidate, facts);
            case FoundationRegistration _,
                    EndpointTypeTable _,
                    CertificateRevocation _,
                    ForkResolution _,
                    NotUnderstood _ -> Verdict.yes();
        };
    }

    private Verdict registration(VendorRegistration event, Candidate candidate, StreamFacts facts) {
        return Verdict.all(List.of(
                () -> vendorCa.answer(event.caCertificate(), candidate.issuedAt(), facts.foundationRoot()),
                () -> vendorFits.answer(event.vendor(), event.caCertificate()),
                () -> keepsVendor.answer(event.vendor(), facts)));
    }

    private Verdict proposal(ContractProposal event, Candidate candidate, StreamFacts facts) {
        return Verdict.all(List.of(
                () -> sameVendor.answer(event.vendor(), facts),
                () -> start.answer(event.start(), candidate.issuedAt()),
                () -> end.answer(event.start(), event.end()),
                () -> contractIsNew.answer(event.contractId(), facts),
                () -> profile.answer(event.certificate()),
                () -> issuer.answer(event.certificate(), candidate.issuedAt(), facts),
                () -> ownCertificate.answer(event.certificate(), candidate.signerThumbprint())));
    }

    private Verdict approval(ContractApproval event, Candidate candidate, StreamFacts facts) {
        return Verdict.all(List.of(
                () -> proposed.answer(event.contractId(), facts),
                () -> approvalSigner.answer(event.contractId(), candidate.signerThumbprint(), facts)));
    }

    private Verdict endpoint(EndpointRegistration event, Candidate candidate, StreamFacts facts) {
        EndpointTypes types = facts.endpointTypes(candidate.issuedAt());
        return Verdict.all(List.of(
                () -> sameVendor.answer(event.vendor(), facts),
                () -> end.answer(event.start(), event.end()),
                () -> start.answer(event.start(), candidate.issuedAt()),
                () -> approvedContract.answer(event, candidate.signerThumbprint(), facts),
                () -> typeSupported.answer(event.endpointType(), types),
                () -> location.answer(event.location(), event.endpointType(), types),
                () -> keepsOrganisation.answer(event.endpointId(), event.careOrganisation(), facts)));
    }

    private Verdict node(NodeRegistration event, Candidate candidate, StreamFacts facts) {
        return Verdict.all(List.of(
                () -> nodeCertificate.answer(event.certificate(), candidate.issuedAt(), facts.foundationRoot()),
                () -> nodeAddress.answer(event.address(), event.certificate())));
    }
}
