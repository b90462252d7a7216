// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

/**
 * Bytes of message bodies as they went over the wire, packed.
 *
 * @param sent to peers
 * @param received from peers
 */
public record Traffic(long sent, long received) {}
