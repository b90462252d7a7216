// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import io.notenboom.registry.endpointtype.EndpointTypes;

/**
 * The Foundation publishes which endpoint types are supported. Replaces the table before it for all events issued at or
 * after this one.
 */
public record EndpointTypeTable(EndpointTypes types) implements RegistryEvent {

    /** Name of this event type. */
    public static final String TYPE = "EndpointTypeTable";

    @Override
    public String type() {
        return TYPE;
    }
}
