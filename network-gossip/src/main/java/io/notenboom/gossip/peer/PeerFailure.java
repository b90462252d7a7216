// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.peer;

/** Why a call to a peer brought no answer that can be used. */
public enum PeerFailure {
    /** No connection, a time-out, or an error on the peer's side. */
    UNREACHABLE,
    /** It asked to be left alone for a while. */
    BUSY,
    /** Again and again it began to answer and did not go on. */
    STALLED,
    /** It answered something that breaks the protocol, or served events that are not valid. */
    BROKEN
}
