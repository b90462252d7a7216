// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * An append-only, tamper-evident log of JSON records. Thread-safe.
 *
 * <p>Both methods throw a {@link RuntimeException} when the log cannot be written or read.
 */
public interface DecisionLog {

    /** Appends a record; it is durable when this returns. */
    void append(ObjectNode record);

    /** Hands over every record, oldest first. */
    void replay(Consumer<ObjectNode> reader);
}
