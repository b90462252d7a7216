// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import io.notenboom.registry.rule.facts.StreamFacts;
import java.util.UUID;

/** Addition to the seed: a contract is proposed once, so that nobody can change it under an approval. */
public final class IsTheContractIdNew {

    /** Looks the contract up. */
    public Verdict answer(UUID contractId, StreamFacts facts) {
        return Verdict.of(
                facts.contract(contractId).isEmpty(),
                getClass(),
                "a contract with this id was proposed earlier in the stream");
    }
}
