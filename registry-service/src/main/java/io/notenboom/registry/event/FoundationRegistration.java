// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

/**
 * Starts the stream of the Nuts Foundation.
 *
 * @param network name of the network
 * @param certificate the Foundation's root certificate, PEM
 */
public record FoundationRegistration(String network, String certificate) implements RegistryEvent {

    /** Name of this event type. */
    public static final String TYPE = "FoundationRegistration";

    @Override
    public String type() {
        return TYPE;
    }
}
