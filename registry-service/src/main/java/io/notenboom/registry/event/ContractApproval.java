// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import java.util.UUID;

/** Approves a proposed contract (seed: ContractApproval). */
public record ContractApproval(UUID contractId) implements RegistryEvent {

    /** Name of this event type. */
    public static final String TYPE = "ContractApproval";

    @Override
    public String type() {
        return TYPE;
    }
}
