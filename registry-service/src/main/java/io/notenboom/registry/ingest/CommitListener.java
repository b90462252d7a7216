// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import io.notenboom.registry.log.LogEntry;
import java.util.List;
import java.util.Set;

/**
 * Is told what was committed, after it is durable and shown by the projection. Called in the order of the log by the single
 * writer, also once at start with the events of the whole log in batches. Must return soon and not throw; whoever has to do
 * more hands it to a thread of its own.
 */
@FunctionalInterface
public interface CommitListener {

    /**
     * Events became durable, or a stream was frozen.
     *
     * @param entries the new entries, possibly none
     * @param organisations OIDs of the care organisations of which something may show differently now
     */
    void committed(List<LogEntry> entries, Set<String> organisations);
}
