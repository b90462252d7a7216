// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import org.jspecify.annotations.Nullable;

/**
 * Starts a stream of the Nuts Foundation. Later in the stream, signed by the root, it delegates to an operations
 * certificate, so that the root's key can be kept offline.
 *
 * @param network name of the network
 * @param certificate the Foundation's root certificate, PEM
 * @param operations an operations certificate that the root issued, PEM: from this event on it may sign events of this
 *     stream, but for FoundationRegistration; null for none
 */
public record FoundationRegistration(
        String network, String certificate, @Nullable String operations) implements RegistryEvent {

    /** Name of this event type. */
    public static final String TYPE = "FoundationRegistration";

    /** Without an operations certificate. */
    public FoundationRegistration(String network, String certificate) {
        this(network, certificate, null);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
