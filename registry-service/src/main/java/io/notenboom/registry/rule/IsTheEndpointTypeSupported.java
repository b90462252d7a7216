// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import io.notenboom.registry.endpointtype.EndpointTypes;

/** Seed: "Is the endpoint type one of the supported types?" */
public final class IsTheEndpointTypeSupported {

    /** Looks the type up, also by its aliases. */
    public Verdict answer(String endpointType, EndpointTypes types) {
        return Verdict.of(
                types.find(endpointType).isPresent(),
                getClass(),
                "the endpoint type is not one of the supported types");
    }
}
