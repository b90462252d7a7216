// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

/** Tells every replica and whoever listens that a flow changed; at least once, after the change is durable. */
@FunctionalInterface
public interface FlowEvents {

    /**
     * Publishes the present version of a flow.
     *
     * @throws RuntimeException when it may not have been published; then it is published again later
     */
    void publish(Flow flow);
}
