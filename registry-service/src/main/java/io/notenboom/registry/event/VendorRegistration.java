// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

/**
 * Makes a vendor known to the network and starts its stream (seed: VendorRegistration).
 *
 * @param vendor OID of the vendor
 * @param name name of the vendor
 * @param caCertificate vendor CA certificate, then the chain to the Foundation, PEM
 */
public record VendorRegistration(String vendor, String name, String caCertificate) implements RegistryEvent {

    /** Name of this event type. */
    public static final String TYPE = "VendorRegistration";

    @Override
    public String type() {
        return TYPE;
    }
}
