// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import io.notenboom.registry.rule.facts.StreamFacts;

/** Addition to the seed: an update may not move an endpoint to another care organisation. */
public final class DoesTheEndpointKeepItsOrganisation {

    /** Compares with the earlier versions of the endpoint; a new endpoint passes. */
    public Verdict answer(String endpointId, String careOrganisation, StreamFacts facts) {
        return Verdict.of(
                facts.organisationOfEndpoint(endpointId)
                        .filter(known -> !known.equals(careOrganisation))
                        .isEmpty(),
                getClass(),
                "the endpoint id belongs to another care organisation");
    }
}
