// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.peer;

/** Tells which peers there are, from node registrations and configuration. Safe for many threads; does not block. */
public interface PeerDirectory {

    /** All peers but this node itself, each address once. */
    PeerList peers();
}
