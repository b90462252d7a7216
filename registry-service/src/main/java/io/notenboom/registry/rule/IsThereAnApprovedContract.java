// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.rule.facts.StreamFacts;

/**
 * Seed: "Is there an approved contract for this vendor / care organisation?" The contract has to be the one whose
 * certificate signed the event, and has to be in force over the endpoint's whole period.
 */
public final class IsThereAnApprovedContract {

    /** Looks for such a contract earlier in the stream. */
    public Verdict answer(EndpointRegistration endpoint, String signerThumbprint, StreamFacts facts) {
        boolean found = facts.contractsWith(endpoint.careOrganisation()).stream()
                .anyMatch(contract -> contract.approved()
                        && contract.vendor().equals(endpoint.vendor())
                        && contract.certificateThumbprint().equals(signerThumbprint)
                        && contract.covers(endpoint.start(), endpoint.end()));
        return Verdict.of(
                found,
                getClass(),
                "no approved contract between this vendor and this care organisation, whose certificate signed the"
                        + " event, is in force over the endpoint's whole period");
    }
}
