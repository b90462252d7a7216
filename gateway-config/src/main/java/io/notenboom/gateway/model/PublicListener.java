// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

import io.notenboom.gateway.model.address.HostName;
import io.notenboom.gateway.model.address.ListenAddress;
import io.notenboom.gateway.model.address.Port;
import org.jspecify.annotations.Nullable;

/**
 * Where clients reach the gateway, always with TLS.
 *
 * @param host public host name of the customer
 * @param address address to listen on; default 0.0.0.0
 * @param port port to listen on
 * @param certificate PEM file with the server certificate and its chain
 * @param key PEM file with its private key
 */
public record PublicListener(
        HostName host, @Nullable ListenAddress address, Port port, AbsoluteFile certificate, AbsoluteFile key) {

    public PublicListener {
        Required.field(host, "host");
        Required.field(port, "port");
        Required.field(certificate, "certificate");
        Required.field(key, "key");
        if (address == null) {
            address = new ListenAddress("0.0.0.0");
        }
    }
}
