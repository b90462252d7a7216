// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.event.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The version of an endpoint that is in force at the moment asked for.
 *
 * @param endpointId its URN
 * @param endpointType URN of its type; of an alias the type's own URN
 * @param location its URL
 * @param organisation OID of the care organisation
 * @param vendor OID of the vendor
 * @param start from when this version may be used
 * @param end until when; null without an end
 * @param event the event that this version comes from
 * @param contested whether another vendor has a contract for the same organisation at the same time
 */
public record EndpointView(
        String endpointId,
        String endpointType,
        String location,
        String organisation,
        String vendor,
        Instant start,
        @Nullable Instant end,
        EventId event,
        boolean contested) {}
