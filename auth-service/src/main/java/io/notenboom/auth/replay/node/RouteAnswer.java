// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * What a node in memory answers.
 *
 * @param status HTTP status
 * @param headers headers, by name in lower case
 * @param body body; missing if there is none
 */
public record RouteAnswer(int status, Map<String, String> headers, JsonNode body) {

    /** Copies the headers. */
    public RouteAnswer {
        headers = Map.copyOf(headers);
    }

    /** Whether the status is 200 to 299. */
    public boolean successful() {
        return status >= 200 && status <= 299;
    }

    /** A header. */
    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }
}
