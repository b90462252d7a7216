// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.peer.PeerRecord;
import java.time.Instant;

/** A conversation, with whom, and until when at the latest. Compared by identity. */
final class Talk {

    private final PeerRecord peer;
    private final Conversation conversation;
    private final Instant deadline;

    Talk(PeerRecord peer, Conversation conversation, Instant deadline) {
        this.peer = peer;
        this.conversation = conversation;
        this.deadline = deadline;
    }

    PeerRecord peer() {
        return peer;
    }

    PeerAddress address() {
        return peer.peer().address();
    }

    Conversation conversation() {
        return conversation;
    }

    Instant deadline() {
        return deadline;
    }
}
