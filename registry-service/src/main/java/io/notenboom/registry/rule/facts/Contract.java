// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule.facts;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contract as the stream has it so far.
 *
 * @param contractId its id
 * @param vendor OID of the vendor
 * @param careOrganisation OID of the care organisation
 * @param start from when it holds
 * @param endOrNull until when; null without an end
 * @param certificateThumbprint base64url SHA-256 of its certificate
 * @param approved whether it has been approved
 */
public record Contract(
        UUID contractId,
        String vendor,
        String careOrganisation,
        Instant start,
        @Nullable Instant endOrNull,
        String certificateThumbprint,
        boolean approved) {

    /** Until when it holds. */
    public Optional<Instant> end() {
        return Optional.ofNullable(endOrNull);
    }

    /** The same contract, approved. */
    public Contract approve() {
        return new Contract(contractId, vendor, careOrganisation, start, endOrNull, certificateThumbprint, true);
    }

    /** Whether it is in force during a whole period; a null end is no end. */
    public boolean covers(Instant periodStart, @Nullable Instant periodEnd) {
        boolean begins = !start.isAfter(periodStart);
        boolean ends = endOrNull == null || (periodEnd != null && !periodEnd.isAfter(endOrNull));
        return begins && ends;
    }

    /** Whether it is in force at a moment. */
    public boolean holdsAt(Instant moment) {
        return !moment.isBefore(start) && (endOrNull == null || moment.isBefore(endOrNull));
    }
}
