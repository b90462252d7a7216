// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * An append-only, tamper-evident log of JSON records. Thread-safe.
 *
 * <p>Its methods throw a {@link RuntimeException} when the log cannot be written or read.
 */
public interface DecisionLog {

    /** Appends a record; it is durable when this returns. */
    void append(ObjectNode record);

    /** Hands over the latest records, oldest first: all of them, or some tens of thousands. */
    void replay(Consumer<ObjectNode> reader);

    /** A number that changes when the log goes on in another file, which may outlive the ones before. */
    default long segment() {
        return 0;
    }
}
