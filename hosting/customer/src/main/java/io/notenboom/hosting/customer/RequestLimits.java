// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

/**
 * How much a customer's node takes from the outside, so that one customer does not crowd out the others.
 *
 * @param requestsPerSecond requests per second of one API token or client
 * @param peerRequestsPerSecond requests per second of one peer
 * @param connections open connections of one listener
 * @param bodyKib largest body of a request, KiB
 */
public record RequestLimits(int requestsPerSecond, int peerRequestsPerSecond, int connections, int bodyKib) {

    static final RequestLimits SMALL = new RequestLimits(50, 50, 200, 1_024);
    static final RequestLimits STANDARD = new RequestLimits(200, 100, 1_000, 1_024);

    /** @throws IllegalArgumentException if a limit is no limit */
    public RequestLimits {
        within("requestsPerSecond", requestsPerSecond, 100_000);
        within("peerRequestsPerSecond", peerRequestsPerSecond, 100_000);
        within("connections", connections, 100_000);
        within("bodyKib", bodyKib, 16_384);
    }

    private static void within(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(field + " is " + value + ": give 1 to " + most);
        }
    }
}
