// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A vendor proposes a contract to a care organisation (seed: ContractProposal).
 *
 * @param contractId random (version 4) UUID
 * @param careOrganisation OID of the care organisation
 * @param vendor OID of the vendor
 * @param start from when the contract holds
 * @param end until when it holds; null for a contract without an end
 * @param certificate contract certificate, PEM
 */
public record ContractProposal(
        UUID contractId,
        String careOrganisation,
        String vendor,
        Instant start,
        @Nullable Instant end,
        String certificate)
        implements RegistryEvent {

    /** Name of this event type. */
    public static final String TYPE = "ContractProposal";

    @Override
    public String type() {
        return TYPE;
    }
}
