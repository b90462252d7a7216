// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import java.time.Duration;

/**
 * Limits of the guarded client.
 *
 * @param connect time to connect
 * @param total time for everything, name look-up and redirects included
 * @param maxBodyBytes largest body of an answer
 * @param maxRedirects redirects that a GET follows
 * @param connectionsPerHost requests at the same time to one host and port
 */
public record OutboundLimits(
        Duration connect, Duration total, int maxBodyBytes, int maxRedirects, int connectionsPerHost) {

    /** 2 s, 5 s, 1 MB, 3 redirects, 5 connections. */
    public static final OutboundLimits STANDARD =
            new OutboundLimits(Duration.ofSeconds(2), Duration.ofSeconds(5), 1_000_000, 3, 5);
}
