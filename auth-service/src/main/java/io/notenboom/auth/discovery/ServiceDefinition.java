// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.exchange.PresentationDefinition;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * A discovery service, as its definition file describes it. The parties of a use case share the file unchanged.
 *
 * @param id its name, also the audience of presentations that are registered with it
 * @param didMethods DID methods that may register; empty permits all
 * @param endpoint where its server is
 * @param maxValidity longest time for which a presentation may still be valid when it is registered
 * @param presentationDefinition which credentials take part
 * @param json the file as read; must not be changed
 */
public record ServiceDefinition(
        String id,
        Set<String> didMethods,
        URI endpoint,
        Duration maxValidity,
        PresentationDefinition presentationDefinition,
        ObjectNode json) {

    /** Copies the set. */
    public ServiceDefinition {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(maxValidity, "maxValidity");
        Objects.requireNonNull(presentationDefinition, "presentationDefinition");
        Objects.requireNonNull(json, "json");
        didMethods = Set.copyOf(didMethods);
    }

    /** Whether DIDs of the method of this one may register. */
    public boolean accepts(Did did) {
        return didMethods.isEmpty() || didMethods.contains(did.method());
    }

    /** Host and port of the endpoint, as a {@code Host} header has them. */
    public String authority() {
        return endpoint.getRawAuthority();
    }
}
