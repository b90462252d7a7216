// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.peer;

import io.notenboom.pdp.peer.JsonCalls.Answer;
import java.util.Map;

/**
 * Calls to hosts of others: https, addresses checked when connecting, bounded in time and size. A GET follows a few redirects,
 * each checked as the first address. Never throws.
 */
public interface OutboundCalls {

    /** Fetches a JSON document. */
    Answer getJson(String url);

    /** Posts an empty body with these headers; the body of the answer is not read. */
    Answer postEmpty(String url, Map<String, String> headers);
}
