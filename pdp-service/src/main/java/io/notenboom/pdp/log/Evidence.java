// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a decision was made of, fit for the log.
 *
 * @param question everything but the flows themselves; the member {@code question} of the record
 * @param flows the versions of flows that it names
 */
public record Evidence(ObjectNode question, List<FlowVersion> flows) {

    public Evidence {
        flows = List.copyOf(flows);
    }

    /**
     * A version of a flow, which is logged once before the decisions that depend on it.
     *
     * @param key id and version in one text
     * @param record makes the record of it
     */
    public record FlowVersion(String key, Supplier<ObjectNode> record) {}
}
