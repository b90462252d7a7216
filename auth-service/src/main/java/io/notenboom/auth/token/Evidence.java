// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * On what a token was given.
 *
 * @param claims value by field id of the presentation definition; JSON null for an optional field that was absent
 * @param credentialIds ids of the credentials in the presentation
 * @param presentations the presentations, as they came
 * @param definition the presentation definition, as JSON
 * @param submission the presentation submission, as JSON
 */
public record Evidence(
        Map<String, JsonNode> claims,
        List<String> credentialIds,
        List<String> presentations,
        JsonNode definition,
        JsonNode submission) {

    /** Copies the collections. */
    public Evidence {
        claims = Map.copyOf(claims);
        credentialIds = List.copyOf(credentialIds);
        presentations = List.copyOf(presentations);
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(submission, "submission");
    }
}
