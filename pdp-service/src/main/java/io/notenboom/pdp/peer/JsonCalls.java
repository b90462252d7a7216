// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Map;

/**
 * JSON over HTTP to one service of the same node, authenticated with this service's API token. Answers are read strictly, up to
 * a limit and within seconds; redirects are not followed. Never throws.
 */
public interface JsonCalls {

    /** {@code GET}; the path starts with a slash and is already encoded. */
    Answer get(String path);

    /** {@code POST} of a JSON body. */
    Answer post(String path, JsonNode body);

    /** {@code POST} of a form. */
    Answer postForm(String path, Map<String, String> form);

    /** What came back. */
    @CheckReturnValue
    sealed interface Answer {

        /** 2xx with this JSON; a null node where the body is not read. */
        record Ok(JsonNode body) implements Answer {}

        /** Another status. */
        record Refused(int status) implements Answer {}

        /** No answer in time, none that can be read, or (from a service of the node) 502, 503 or 504. */
        record Unreachable() implements Answer {}
    }
}
