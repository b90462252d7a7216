// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

/**
 * How many TCP connections a listener holds, whether their TLS handshake is done or not.
 *
 * @param all in all
 * @param perAddress from one address; of IPv6 from one network of 64 bits, which is what one subscriber has
 * @param handshakesPerAddress of these with a handshake that is not done
 */
public record ConnectionLimits(int all, int perAddress, int handshakesPerAddress) {

    /** @throws IllegalArgumentException if one is less than 1 */
    public ConnectionLimits {
        if (all < 1 || perAddress < 1 || handshakesPerAddress < 1) {
            throw new IllegalArgumentException("the limits of connections are at least 1");
        }
    }
}
