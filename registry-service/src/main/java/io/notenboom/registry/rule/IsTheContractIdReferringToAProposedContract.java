// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import io.notenboom.registry.rule.facts.StreamFacts;
import java.util.UUID;

/** Seed: "Is the contract ID referring to a proposed contract?" It has to be proposed earlier in the same stream. */
public final class IsTheContractIdReferringToAProposedContract {

    /** Looks the contract up. */
    public Verdict answer(UUID contractId, StreamFacts facts) {
        return Verdict.of(
                facts.contract(contractId).isPresent(),
                getClass(),
                "no contract with this id was proposed earlier in the stream");
    }
}
