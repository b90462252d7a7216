// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.peerservice;

/** A call to another service of the node did not give what was asked. */
public abstract sealed class PeerServiceException extends RuntimeException
        permits PeerServiceUnavailableException, PeerServiceRefusedException {

    private static final long serialVersionUID = 1L;

    PeerServiceException(String message) {
        super(message);
    }

    PeerServiceException(String message, Throwable cause) {
        super(message, cause);
    }
}
