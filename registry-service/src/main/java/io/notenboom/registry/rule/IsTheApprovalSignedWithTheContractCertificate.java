// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import io.notenboom.registry.rule.facts.StreamFacts;
import java.util.UUID;

/** Seed, note to ContractApproval: the second signature is made with the certificate of the contract it approves. */
public final class IsTheApprovalSignedWithTheContractCertificate {

    /** Compares the signing certificate with the contract's. */
    public Verdict answer(UUID contractId, String signerThumbprint, StreamFacts facts) {
        return Verdict.of(
                facts.contract(contractId)
                        .filter(contract -> contract.certificateThumbprint().equals(signerThumbprint))
                        .isPresent(),
                getClass(),
                "the approval is signed with another certificate than that of the contract");
    }
}
