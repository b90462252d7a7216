// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Registers an endpoint, or a new version of it under the same id (seed: EndpointRegistration).
 *
 * @param careOrganisation OID of the care organisation
 * @param vendor OID of the vendor
 * @param endpointId URN of the endpoint
 * @param endpointType URN of its type
 * @param location URL
 * @param start from when it may be used
 * @param end until when; null for no end
 */
public record EndpointRegistration(
        String careOrganisation,
        String vendor,
        String endpointId,
        String endpointType,
        String location,
        Instant start,
        @Nullable Instant end)
        implements RegistryEvent {

    /** Name of this event type. */
    public static final String TYPE = "EndpointRegistration";

    @Override
    public String type() {
        return TYPE;
    }
}
