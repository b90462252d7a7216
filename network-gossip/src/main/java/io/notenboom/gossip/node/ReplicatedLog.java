// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.node;

import io.notenboom.gossip.reconcile.ReplicatedStreams;

/** What gossip replicates, and how the log that holds it stands. Safe for many threads. */
public interface ReplicatedLog extends ReplicatedStreams {

    /** The log as it is now. */
    OwnHead.LogState state();
}
