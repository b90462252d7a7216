// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.replica;

import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowReplica;
import java.util.List;
import java.util.Optional;

/**
 * A copy of the replica that outlives the process, and from which a store that lost everything is filled again. What was kept
 * is safe against the end of the process at once and against a power failure after {@link #flush()}. Thread-safe.
 */
public interface FlowSnapshot extends FlowReplica.Copies {

    /** What is kept. */
    Contents contents();

    /** Remembers the name of the store that the copy is of. */
    void of(String store);

    /** Writes what was kept through to the disk. */
    void flush();

    /**
     * What a snapshot keeps.
     *
     * @param store name of the store it is of; empty when it is of none yet
     * @param flows the latest version of each flow
     */
    record Contents(Optional<String> store, List<Flow> flows) {

        public Contents {
            flows = List.copyOf(flows);
        }
    }
}
