// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import com.google.errorprone.annotations.CheckReturnValue;

/**
 * Sends requests to hosts that others chose. {@link GuardedHttpClient} is the one that goes to the network and keeps the rules
 * for that. Blocks; safe for many threads.
 */
public interface OutboundHttp extends AutoCloseable {

    /** Sends a request, and waits for what becomes of it; at most the total time of the limits. */
    @CheckReturnValue
    OutboundOutcome send(OutboundRequest request);

    /** Closes the connections. */
    @Override
    void close();
}
