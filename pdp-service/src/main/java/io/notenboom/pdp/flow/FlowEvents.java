// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import java.util.List;

/** Tells every replica and whoever listens that a flow changed; at least once, after the change is durable. */
@FunctionalInterface
public interface FlowEvents {

    /**
     * Publishes these versions of flows, in their order.
     *
     * @throws RuntimeException when one may not have been published; then all are published again later
     */
    void publish(List<Flow> flows);
}
