// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who holds the private keys of a customer. It cannot be changed: keys that are not exportable do not move. */
public sealed interface KeyCustody {

    /** Sealed files beside the node, with a passphrase of the customer's own. */
    record SealedFile() implements KeyCustody {}

    /**
     * A mount of the customer's own in the Transit engine of Vault or OpenBao.
     *
     * @param address {@code https} origin of the server, without path
     * @param namespace namespace at the server; null = none
     * @param login how a node proves who it is
     */
    record Transit(URI address, @Nullable String namespace, TransitLogin login) implements KeyCustody {

        private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_/-]{0,127}");

        /** @throws IllegalArgumentException if the address or the namespace has another form */
        public Transit {
            boolean origin = "https".equals(address.getScheme())
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && (address.getRawPath().isEmpty() || address.getRawPath().equals("/"));
            if (!origin) {
                throw new IllegalArgumentException(
                        "give address as https origin, such as https://vault.example.nl:8200");
            }
            if (namespace != null && !NAMESPACE.matcher(namespace).matches()) {
                throw new IllegalArgumentException(
                        "give namespace as letters, digits, _ - and /, such as nuts/production");
            }
        }
    }

    /** How a node proves to Vault or OpenBao who it is. */
    enum TransitLogin implements WireName {
        /** Service account of its pod. */
        KUBERNETES,
        /** Role id and a secret id that is delivered wrapped. */
        APPROLE
    }
}
