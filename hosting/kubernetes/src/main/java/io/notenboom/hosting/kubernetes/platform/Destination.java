// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.platform;

import org.jspecify.annotations.Nullable;

/**
 * Somewhere that pods may connect to, for network policies: a namespace of the cluster or a network outside, never both.
 *
 * @param namespace namespace of the pods; null = outside of the cluster
 * @param network network such as {@code 192.0.2.10/32}; null = inside of the cluster
 * @param port TCP port
 */
public record Destination(
        @Nullable String namespace, @Nullable String network, int port) {

    /** @throws IllegalArgumentException if it names both or neither, or no port */
    public Destination {
        if ((namespace == null) == (network == null)) {
            throw new IllegalArgumentException("give either namespace or network of a destination");
        }
        if (namespace != null) {
            KubernetesNames.requireLabel(namespace);
        }
        if (network != null) {
            KubernetesNames.requireCidr(network);
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + ": give 1 to 65535");
        }
    }
}
