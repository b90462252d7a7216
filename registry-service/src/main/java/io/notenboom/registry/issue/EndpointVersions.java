// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.RegistryEvent;
import java.time.Instant;
import java.util.Objects;

/** Compares versions of endpoints with each other and with wishes. */
final class EndpointVersions {

    private EndpointVersions() {}

    /** Whether an event is a version of this endpoint. */
    static boolean isOf(String endpointId, RegistryEvent payload) {
        return payload instanceof EndpointRegistration version
                && version.endpointId().equals(endpointId);
    }

    /** Whether a version says what is wished for, and has not ended. */
    static boolean same(EndpointWish wish, EndpointRegistration endpoint, Instant now) {
        return endpoint.careOrganisation().equals(wish.careOrganisation())
                && (wish.endpointId() == null || wish.endpointId().equals(endpoint.endpointId()))
                && endpoint.endpointType().equals(wish.endpointType())
                && endpoint.location().equals(wish.location())
                && (wish.start() == null || wish.start().equals(endpoint.start()))
                && Objects.equals(endpoint.end(), wish.end())
                && (endpoint.end() == null || endpoint.end().isAfter(now));
    }
}
