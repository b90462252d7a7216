// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import io.notenboom.gossip.peer.PeerFailure;
import java.time.Duration;

/** A call to a peer brought no answer that can be used. The text holds nothing of what the peer sent. */
public final class PeerFailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final PeerFailure failure;
    private final Duration pause;

    /**
     * Makes one.
     *
     * @param failure what kind of failure it is
     * @param message what went wrong
     */
    public PeerFailureException(PeerFailure failure, String message) {
        this(failure, message, Duration.ZERO);
    }

    /**
     * Makes one.
     *
     * @param failure what kind of failure it is
     * @param message what went wrong
     * @param pause how long the peer wants to be left alone; zero if it did not say
     */
    public PeerFailureException(PeerFailure failure, String message, Duration pause) {
        super(message);
        this.failure = failure;
        this.pause = pause;
    }

    /** How long the peer wants to be left alone, at most an hour; zero if it did not say. */
    public Duration pause() {
        return pause;
    }

    /** What kind of failure it is. */
    public PeerFailure failure() {
        return failure;
    }
}
