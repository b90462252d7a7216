// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import io.notenboom.hosting.customer.KeyCustody;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The Vault or OpenBao in which the host sets customers up.
 *
 * @param address {@code https} origin
 * @param namespace at the server; null = none
 * @param authorities PEM bundle of the authorities of its certificate; null = those of the Java runtime
 * @param tokenFile token with the host's policy
 */
public record HostVault(
        URI address, @Nullable String namespace, @Nullable Path authorities, Path tokenFile) {

    /** Whether a specification means this one. */
    boolean is(KeyCustody.Transit custody) {
        return origin(address).equals(origin(custody.address()))
                && java.util.Objects.equals(namespace, custody.namespace());
    }

    private static String origin(URI address) {
        String text = address.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
