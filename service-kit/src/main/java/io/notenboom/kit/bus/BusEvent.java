// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import java.util.Map;

/**
 * One event as it is delivered; possibly more than once.
 *
 * @param topic e.g. {@code pdp.flows}
 * @param id increasing within the topic
 * @param fields what it says, see docs/architecture/contracts.md §5
 */
public record BusEvent(String topic, String id, Map<String, String> fields) {

    public BusEvent {
        fields = Map.copyOf(fields);
    }

    /** A field; empty text if it is missing. */
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }
}
