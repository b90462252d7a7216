// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.peer;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.peer.JsonCalls.Answer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls to hosts of others: https, addresses checked when connecting, bounded in time and size. A GET follows a few redirects,
 * each checked as the first address. Never throws.
 */
public interface OutboundCalls {

    /** Fetches a JSON document. */
    Answer getJson(String url);

    /** Posts an empty body with these headers; the body of the answer is not read. */
    Answer postEmpty(String url, Map<String, String> headers);

    /**
     * Sends JSON, or nothing, with these headers; the answer is read as JSON, a null node where it has no body.
     *
     * @param body null for none
     */
    Answer exchange(String method, String url, Map<String, String> headers, @Nullable Body body);

    /** A JSON body with its media type. */
    record Body(String contentType, JsonNode content) {}
}
