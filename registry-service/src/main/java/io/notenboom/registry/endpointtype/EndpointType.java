// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.endpointtype;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One supported endpoint type.
 *
 * @param urn its URN
 * @param aliases other URNs by which it is known in older data
 * @param schemes URL schemes that a location may have, lower case
 * @param hosts which hosts a location may have
 * @param payloadType FHIR Endpoint.payloadType code, if there is one
 */
public record EndpointType(
        String urn,
        List<String> aliases,
        List<String> schemes,
        LocationHosts hosts,
        @Nullable String payloadType) {

    /** @throws IllegalArgumentException if no scheme is allowed */
    public EndpointType {
        Objects.requireNonNull(urn, "urn");
        Objects.requireNonNull(hosts, "hosts");
        aliases = List.copyOf(aliases);
        schemes = List.copyOf(schemes);
        if (schemes.isEmpty()) {
            throw new IllegalArgumentException("an endpoint type allows at least one scheme");
        }
    }
}
