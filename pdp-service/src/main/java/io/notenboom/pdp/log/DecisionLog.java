// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An append-only, tamper-evident log of JSON records. Thread-safe.
 *
 * <p>Its methods throw a {@link RuntimeException} when the log cannot be written or read.
 */
public interface DecisionLog {

    /**
     * Appends records that belong together, one after the other in one segment; they are durable when this returns.
     *
     * @param records at least one
     * @return place of the last
     */
    long append(List<ObjectNode> records);

    /** The record at a place; empty when it is kept no longer. */
    Optional<ObjectNode> at(long place);

    /** Hands over the latest records, oldest first: all of them, or some thousands. */
    void replay(Consumer<DecisionArchive.Entry> reader);

    /** A number that changes when the log goes on in another file, which may outlive the ones before. */
    long segment();
}
