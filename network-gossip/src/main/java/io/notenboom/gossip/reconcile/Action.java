// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.protocol.Digest;
import java.util.List;

/** What the engine wants done. Each is answered with one input that names its exchange. */
public sealed interface Action {

    /** Number that the answer has to name. */
    long exchange();

    /** Call a peer; answered by {@link Input.Answered} or {@link Input.Failed}. */
    record Ask(long exchange, KnownPeer peer, Call call) implements Action {}

    /** Offer events that a peer sent to this node's own log, in order; answered by {@link Input.Offered}. */
    record Offer(long exchange, Digest sid, List<String> events) implements Action {

        /** Copies the events. */
        public Offer {
            events = List.copyOf(events);
        }
    }
}
