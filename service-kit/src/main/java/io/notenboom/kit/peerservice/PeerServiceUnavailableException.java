// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.peerservice;

/**
 * The service could not be reached, did not answer in time, answered 502, 503 or 504, or gave something that is not the JSON
 * that was expected. Whether a request that changes something was carried out is not known.
 */
public final class PeerServiceUnavailableException extends PeerServiceException {

    private static final long serialVersionUID = 1L;

    PeerServiceUnavailableException(String message) {
        super(message);
    }

    PeerServiceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
