// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

/**
 * Publishes a vendor's node (seed: "node information is published").
 *
 * @param nodeId id of the node
 * @param address {@code https://host:port} of its peer listener
 * @param certificate node identity certificate, then its node CA certificate, PEM
 */
public record NodeRegistration(String nodeId, String address, String certificate) implements RegistryEvent {

    /** Name of this event type. */
    public static final String TYPE = "NodeRegistration";

    @Override
    public String type() {
        return TYPE;
    }
}
