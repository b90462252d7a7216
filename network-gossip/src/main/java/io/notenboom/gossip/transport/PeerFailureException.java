// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import io.notenboom.gossip.peer.PeerFailure;

/** A call to a peer brought no answer that can be used. The text holds nothing of what the peer sent. */
public final class PeerFailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final PeerFailure failure;

    /**
     * Makes one.
     *
     * @param failure what kind of failure it is
     * @param message what went wrong
     */
    public PeerFailureException(PeerFailure failure, String message) {
        super(message);
        this.failure = failure;
    }

    /** What kind of failure it is. */
    public PeerFailure failure() {
        return failure;
    }
}
