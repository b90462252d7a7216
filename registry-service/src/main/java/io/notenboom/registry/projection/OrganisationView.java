// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.event.EventId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A care organisation as one vendor registered it, by an approved contract.
 *
 * @param organisation its OID
 * @param name who it is
 * @param vendor OID of the vendor
 * @param vendorName name of the vendor
 * @param stream the vendor's stream
 * @param contractId the contract
 * @param start from when the contract holds
 * @param end until when; null without an end
 * @param contested whether another vendor has a contract for the same organisation at the same time
 */
public record OrganisationView(
        String organisation,
        CareOrganisationName name,
        String vendor,
        String vendorName,
        EventId stream,
        UUID contractId,
        Instant start,
        @Nullable Instant end,
        boolean contested) {}
