// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that the vendor wants to register or update.
 *
 * @param careOrganisation OID
 * @param endpointId URN of the endpoint; null for a new one
 * @param endpointType URN of its type
 * @param location URL
 * @param start from when; null for the date of issue
 * @param end until when; null for no end
 */
public record EndpointWish(
        String careOrganisation,
        @Nullable String endpointId,
        String endpointType,
        String location,
        @Nullable Instant start,
        @Nullable Instant end) {}
