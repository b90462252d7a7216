// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

/** A message from another node breaks the protocol. The text says what is wrong and holds none of the message. */
public final class MalformedMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong */
    public MalformedMessageException(String message) {
        super(message);
    }
}
