// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * On what a token was given.
 *
 * @param claims value by field id of the presentation definition; JSON null for an optional field that was absent
 * @param credentialIds ids of the credentials in the presentation
 * @param presentations the presentations, as they came
 * @param definitions the presentation definitions by wallet owner, as JSON
 * @param submissions the presentation submissions by id of the definition, as JSON
 */
public record Evidence(
        Map<String, JsonNode> claims,
        List<String> credentialIds,
        List<String> presentations,
        Map<String, JsonNode> definitions,
        Map<String, JsonNode> submissions) {

    /** Copies the collections. */
    public Evidence {
        claims = Map.copyOf(claims);
        credentialIds = List.copyOf(credentialIds);
        presentations = List.copyOf(presentations);
        definitions = Map.copyOf(definitions);
        submissions = Map.copyOf(submissions);
    }
}
