// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.did.Did;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Somebody who takes part in a service.
 *
 * @param id id of the presentation
 * @param signer whose it is
 * @param text the presentation as compact JWT
 * @param fields value by field id of the presentation definition
 * @param parameters what it says of itself in the DiscoveryRegistrationCredential
 * @param credentials the credentials, as Presentation Exchange sees them; must not be changed
 */
public record Found(
        String id,
        Did signer,
        String text,
        Map<String, JsonNode> fields,
        ObjectNode parameters,
        List<JsonNode> credentials) {

    /** Copies the collections. */
    public Found {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(signer, "signer");
        Objects.requireNonNull(text, "text");
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
        Objects.requireNonNull(parameters, "parameters");
        credentials = List.copyOf(credentials);
    }

    /** Tells id and signer only: the rest may be personal data. */
    @Override
    public String toString() {
        return "Found[id=" + id + ", signer=" + signer + "]";
    }
}
