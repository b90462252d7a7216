// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import java.util.List;

/** The entrance of the log for events from whatever source. Safe for many threads. */
public interface EventIngest {

    /**
     * Judges events in the given order and stores the valid ones. What it answers as accepted is durable.
     *
     * @param compacts at most 256 events in compact form; longer ones than the limits allow are rejected
     * @return one verdict for each, in the same order
     * @throws io.notenboom.registry.log.LogFailureException if the log failed; nothing is known to be stored
     */
    List<IngestVerdict> submit(List<String> compacts);
}
