// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import java.util.Objects;

/**
 * Two valid events with one place in a stream.
 *
 * @param sid id of the stream
 * @param seq the place
 * @param one an event, compact form
 * @param other the event that contradicts it, compact form
 */
public record ForkProof(Digest sid, long seq, String one, String other) {

    /** All parts are there. */
    public ForkProof {
        Objects.requireNonNull(sid, "sid");
        Objects.requireNonNull(one, "one");
        Objects.requireNonNull(other, "other");
    }
}
