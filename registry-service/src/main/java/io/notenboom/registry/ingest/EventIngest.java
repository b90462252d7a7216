// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import java.util.List;
import java.util.function.BooleanSupplier;

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

    /**
     * The same for events that were prepared: of a long history one batch is judged while the next is prepared.
     *
     * @return one verdict for each, in the same order
     * @throws io.notenboom.registry.log.LogFailureException if the log failed; nothing is known to be stored
     */
    List<IngestVerdict> submit(PreparedEvents prepared);

    /**
     * Takes an event of the node's own writer, that nobody else has seen yet, and only as the next one of its stream. When
     * another event has its place the answer is {@link IngestVerdict.Rejected} {@code place-is-taken}: an event that never
     * left this process is no fork. It is never held.
     *
     * @param mayAppend asked directly before the event is stored, while nothing else is; if it says no, the answer is
     *     {@link IngestVerdict.Rejected} {@code writer-superseded}
     * @throws io.notenboom.registry.log.LogFailureException if the log failed; the event may be stored or not
     */
    IngestVerdict append(String compact, BooleanSupplier mayAppend);
}
