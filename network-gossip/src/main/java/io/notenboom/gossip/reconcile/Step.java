// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.protocol.Digest;
import java.util.List;

/** What a conversation wants next, before it has an exchange number. */
sealed interface Step {

    /** Call the peer. */
    record Ask(Call call) implements Step {}

    /** Offer events to this node's own log. */
    record Offer(Digest sid, List<String> events) implements Step {}
}
