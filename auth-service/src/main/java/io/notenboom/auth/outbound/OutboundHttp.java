// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.outbound;

import com.google.errorprone.annotations.CheckReturnValue;
import java.net.URI;
import java.util.Map;

/**
 * Calls hosts of others: over https only, only addresses that may be contacted, no redirects, no credentials of our own, within 10
 * seconds. Safe for many threads.
 */
@CheckReturnValue
public interface OutboundHttp {

    /** Largest answer, in bytes. */
    int MAX_ANSWER_BYTES = 1024 * 1024;

    /** Gets a document. */
    HttpAnswer get(URI url) throws OutboundException;

    /** Posts a form. */
    HttpAnswer postForm(URI url, Map<String, String> form, Map<String, String> headers) throws OutboundException;
}
